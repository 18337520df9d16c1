// Entry of the respondent's page: styles, address, application. Answers live in memory only: a page that comes back
// from the browser's cache is loaded anew instead of showing them.
import { render } from "preact";
import { apply_styles } from "../shared/apply_styles";
import { take_address } from "./address";
import { App } from "./app";
import { exposed } from "./exposed";
import styles from "./respond.css";

const address = take_address();
window.candor = exposed;
apply_styles(styles, STYLE_PATH);
// Another link in the same tab changes nothing but the fragment.
window.addEventListener("hashchange", () => { if (/^#r?1\./.test(window.location.hash)) window.location.reload(); });
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
const root = document.getElementById("app");
if (root) render(<App address={address} />, root);
