// M, the number that stands for everything that was fixed when the round was opened, to be compared with paper.
import { useState } from "preact/hooks";
import { TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { same_manifest } from "./find";
import { use_i18n } from "./i18n";
import type { RoundHead } from "./record";

const in_groups = (hex: string) => (hex.match(/.{4}/g) ?? []).join(" ");

export function Manifest(props: { head: RoundHead; seal: string | null }) {
  const { t } = use_i18n();
  const [typed, set_typed] = useState("");
  const { head } = props;
  return (
    <section aria-labelledby="manifest">
      <h2 id="manifest">{t("manifest_title")}</h2>
      <p>{t("manifest_text")}</p>
      <p class="hash">{in_groups(head.m)}</p>
      <TextField
        id="compare" label={t("manifest_compare")} hint={t("manifest_hint")} value={typed} on_input={set_typed}
        attributes={{ spellcheck: false, autocapitalize: "none" }}
      />
      <div role="status">
        {typed.trim() !== "" && (same_manifest(head, typed)
          ? <Notice kind="success"><p>{t("manifest_same")}</p></Notice> : <Notice kind="warning"><p>{t("manifest_other")}</p></Notice>)}
      </div>
      {props.seal && (
        <>
          <h2>{t("seal_title")}</h2>
          <p>{t("seal_text")}</p>
          <p class="hash">{in_groups(props.seal)}</p>
        </>
      )}
    </section>
  );
}
