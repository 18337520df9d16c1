// An address inside the console that leads nowhere.
import { PageHead } from "../shared/components/page_head";
import { use_language } from "../shared/staff/language";
import { href, use_page_title } from "../shared/staff/route";

export function NotFound() {
  const { s } = use_language();
  use_page_title(s.page_title(s.console), true);
  return (
    <>
      <PageHead title={s.problem.kinds["not_found"]} />
      <p><a href={href()}>{s.rounds.title}</a></p>
    </>
  );
}
