// What came into the draft by the way: other people's changes, or work of an earlier visit.
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { ChangeList } from "./changes";
import { use_draft } from "./draft";
import { use_designer_words } from "./words";

export function NewsNotice() {
  const { d } = use_designer_words();
  const { news, file, keeper } = use_draft();
  if (!news) return null;
  return (
    <Notice kind="info" live>
      <p>{d.news[news.kind]}</p>
      {news.changes.length > 0 && <ChangeList before={file} after={file} changes={news.changes} />}
      <Button on_click={() => keeper.hide_news()}>{d.news.hide}</Button>
    </Notice>
  );
}
