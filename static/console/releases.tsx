// A released round: what each release showed and withheld, and a further one that takes away.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { focus_field } from "../shared/focus";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { date_time, pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import type { Release } from "../shared/staff/reading";
import { may_organize, use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import { unit_name } from "./names";
import type { RoundProps } from "./round_props";
import { use_release_words } from "./release_words";
import { WithholdForm, kNothing, withholding_of } from "./withhold_form";

export function ReleasesPart(props: RoundProps) {
  const { e } = use_release_words();
  const { account } = use_account();
  const { meta } = props.full;
  const loaded = use_loaded<{ items: readonly Release[] }>(round_path(meta.id, "/releases"));
  const releases = loaded.value?.items ?? [];
  return (
    <section class="part" aria-labelledby="releases">
      <h2 id="releases">{e.releases.title}</h2>
      <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />
      <ol class="entries">
        {releases.map((release) => <ReleaseEntry key={release.number} release={release} file={props.full.file} />)}
      </ol>
      {loaded.value && may_organize(account) && (
        <Withhold {...props} withheld={releases.reduce<readonly string[]>((all, release) => [...all, ...release.withheld_units], [])} reload={loaded.reload} />
      )}
    </section>
  );
}

function ReleaseEntry(props: { release: Release; file: RoundProps["full"]["file"] }) {
  const { e, lang } = use_release_words();
  const { release } = props;
  const names = release.withheld_units.map((id) => unit_name(props.file, id, lang)).join(e.releases.join);
  const lines = [
    e.releases.min_cell(release.min_cell),
    e.releases.shown(release.shown_texts),
    names && e.releases.withheld(names),
    release.withheld_texts > 0 && e.releases.withheld_texts(release.withheld_texts),
    !names && release.withheld_texts === 0 && e.releases.nothing,
    release.unread_texts > 0 && e.releases.unread_texts(release.unread_texts),
  ].filter((line): line is string => typeof line === "string" && line !== "");
  return (
    <li class="release-entry">
      <h3>{e.releases.entry(release.number, date_time(release.at, lang))}</h3>
      <p>{lines.join(lang === "en" ? " " : "")}</p>
      {release.reason && <p class="quiet">{e.releases.reason(release.reason)}</p>}
    </li>
  );
}

interface WithholdProps extends RoundProps {
  withheld: readonly string[];
  reload: () => Promise<void>;
}

function Withhold(props: WithholdProps) {
  const { e } = use_release_words();
  const [asking, set_asking] = useState(false);
  const none_left = props.full.file.units.every(({ id }) => props.withheld.includes(id));
  return (
    <>
      <h3>{e.withhold.title}</h3>
      {none_left ? <p class="quiet">{e.withhold.all_withheld}</p> : (
        <>
          <p>{e.withhold.lead}</p>
          <Button on_click={() => set_asking(true)}>{e.withhold.start}</Button>
        </>
      )}
      {asking && <WithholdDialog {...props} on_close={() => set_asking(false)} />}
    </>
  );
}

function WithholdDialog(props: WithholdProps & { on_close: () => void }) {
  const { e, lang } = use_release_words();
  const calling = use_call();
  const [draft, set_draft] = useState(kNothing);
  const [tried, set_tried] = useState(false);
  const { meta, file } = props.full;
  const withholding = withholding_of(draft);
  const withhold = async () => {
    set_tried(true);
    if (!withholding) return focus_field("withhold-units");
    if (withholding.reason === "") return focus_field("withhold-reason");
    if (!await calling.run(round_path(meta.id, "/release"), { method: "POST", json: withholding })) return;
    props.on_close();
    await props.reload();
    await props.refresh(e.withhold.done);
  };
  const { length } = draft.units;
  return (
    <Confirm
      id="withhold" title={e.withhold.dialog(pick(meta.title, lang, meta.id))} confirm={length > 0 ? e.withhold.confirm_n(length) : e.withhold.confirm}
      danger calling={calling} on_confirm={() => void withhold()} on_close={props.on_close}
    >
      <WithholdForm
        id="withhold" file={file} without={props.withheld} draft={draft} on_draft={set_draft}
        units_error={tried && !withholding ? e.withhold.units_missing : undefined}
        reason_error={tried && withholding?.reason === "" ? e.withhold.reason_missing : undefined}
      />
      <p>{e.withhold.gone}</p>
    </Confirm>
  );
}
