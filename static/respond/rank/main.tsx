// Entry of the script for items that are ranked: few rounds have any, and it is much to carry for all.
import { RankItem } from "../items/rank";

if (window.candor) window.candor.rank = RankItem;
