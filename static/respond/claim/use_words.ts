// Strings of this script.
import type { ClaimKey } from "../../shared/strings/claim-en";
import { create_words } from "../words";

export const use_words = create_words<ClaimKey>("claim");
