// What the bundler makes of an imported style sheet: its text on the respondent's and the start page (applied by
// shared/apply_styles.ts), nothing where the page links a file (console, results).
declare module "*.css" {
  const text: string;
  export default text;
}

/// Path of the same style sheet as a file, put in by build.mjs; for browsers that cannot apply the text.
declare const STYLE_PATH: string;
