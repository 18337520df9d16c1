// Applies styles that came inside the script, so that a page needs no request of their own. The content security
// policy forbids inline styles, and browsers count an empty <style> element as one; constructed sheets are allowed.
// Browsers without them (before 2019, Safari before 16.4) fetch the same styles as a file.

export function apply_styles(text: string, path: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  } catch {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = path;
    document.head.appendChild(link);
  }
}
