// What was kept out of the results, when and why: whoever checks a count must know what it leaves out.
import { useEffect, useState } from "preact/hooks";
import { get_bytes } from "../shared/api";
import { date_text } from "../shared/date_text";
import { use_i18n } from "./i18n";
import { record_path } from "./record";
import { type Withholding, withholdings_in } from "./releases";

export function Withheld(props: { round: string }) {
  const { t } = use_i18n();
  const [all, set_all] = useState<readonly Withholding[] | "unreachable" | "withheld_unknown" | null>(null);
  useEffect(() => {
    void get_bytes(record_path(props.round, "releases.jsonl")).then((answer) => {
      if (answer.ok) set_all(withholdings_in(new TextDecoder().decode(answer.value)) ?? "unreachable");
      else set_all(answer.failure.status === 404 ? "withheld_unknown" : "unreachable");
    });
  }, [props.round]);
  return (
    <section aria-labelledby="withheld">
      <h2 id="withheld">{t("withheld_title")}</h2>
      <p>{t("withheld_text")}</p>
      <div role="status">
        {all === null ? <p>{t("checking")}</p> : typeof all === "string" ? <p>{t(all)}</p>
          : all.length === 0 ? <p>{t("withheld_none")}</p> : all.map((one) => <Entry key={one.number} one={one} />)}
      </div>
    </section>
  );
}

function Entry(props: { one: Withholding }) {
  const { t, language } = use_i18n();
  const { number, at_s, units, texts, unread, reason } = props.one;
  return (
    <>
      <h3>{t("withheld_release", { n: number, when: date_text(new Date(at_s * 1000).toISOString(), language) })}</h3>
      <ul>
        {units.length > 0 && <li>{t("withheld_units", { units: units.join(t("withheld_comma")) })}</li>}
        {texts > 0 && <li>{t("withheld_texts", { n: texts })}</li>}
        {unread > 0 && <li>{t("withheld_unread", { n: unread })}</li>}
      </ul>
      {reason !== "" && <p class="reason">{t("withheld_reason", { reason })}</p>}
    </>
  );
}
