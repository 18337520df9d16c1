// The files of the public record. Fetched without cookie, as the server wants it, and then given to the reader.
import { useState } from "preact/hooks";
import { get_bytes } from "../shared/api";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { save_file } from "../shared/save_file";
import { use_i18n } from "./i18n";
import { record_path } from "./record";

const sealed_files = ["manifest.json", "core.json", "seal.json", "seal.sig", "ballots.bin", "comments.bin"];
const released_files = ["tally.json", "counts.json", "releases.jsonl"];

export function Downloads(props: { round: string; released: boolean }) {
  const { t } = use_i18n();
  const [failed, set_failed] = useState(false);
  const { round, released } = props;
  const fetch_file = async (name: string, saved_as: string) => {
    const answer = await get_bytes(record_path(round, name));
    set_failed(!answer.ok);
    if (answer.ok) save_file(`${round}-${saved_as}`, answer.value, "application/octet-stream");
  };
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">{t("downloads_title")}</h2>
      <p>{t("downloads_text")}</p>
      <ul class="downloads">
        {[...sealed_files, ...(released ? released_files : [])].map((name) => (
          <li key={name}><Button kind="plain" on_click={() => void fetch_file(name, name)}>{name}</Button></li>
        ))}
        {released && (
          <li><Button kind="plain" on_click={() => void fetch_file("", "public-record.zip")}>{t("downloads_all")}</Button></li>
        )}
      </ul>
      {failed && <Notice kind="warning" live><p>{t("unreachable")}</p></Notice>}
    </section>
  );
}
