// The reading of comments, fetched when somebody goes there.
import { later } from "./later";

export const ReadingPage = later<{ id: string }>(() => import("./reading/reading").then((module) => module.ReadingPart));
