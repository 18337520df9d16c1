// Whether the options of a scale fit above each other's columns on a wide screen.
import { text_width } from "../../shared/text_width";

const kMostColumns = 7;
const kWordsInAll = 48;    // columns of the widest word that cannot be broken, times the number of options
const kLongestLabel = 24;  // two or three lines

export function fits_in_grid(labels: readonly string[]): boolean {
  return labels.length <= kMostColumns && labels.every((label) => text_width(label) <= kLongestLabel
    && label.split(/[\s\u2e80-\uffff]/).every((word) => text_width(word) * labels.length <= kWordsInAll));
}
