// Puts the ballot together: head, how to fill it in, parts.
#include "server/print/paper_ballot.h"

#include <algorithm>

#include "forms/phrase.h"
#include "server/print/ballot_block.h"
#include "server/print/ballot_layout.h"
#include "server/print/ballot_texts.h"
#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {
namespace {

class BallotWriter {
 public:
  explicit BallotWriter(const PaperBallot& ballot)
      : ballot_(ballot),
        round_(*ballot.round),
        unit_(*ballot.unit),
        texts_(round_, ballot.languages),
        parts_(make_ballot_layout(round_, unit_)) {}

  Result<std::string> write() {
    if (count_all_boxes() > kMaxBallotBoxes) {
      return fail(ErrorKind::too_large, "this questionnaire is too long for paper: more than " +
                                            std::to_string(kMaxBallotBoxes) + " boxes");
    }
    const Phrases& phrases = phrases_for(ballot_.languages.front());
    write_page_head(html_, phrases, forms::text_in(round_.title, phrases.language, round_.languages),
                    kBallotStylesheet);
    html_.open("body", {{"class", body_class()}}).open("main");
    if (ballot_.draft) {
      html_.open("div", {{"class", "draft"}, {"aria-hidden", "true"}});
      texts_.write(html_, "p", "", say({"DRAFT", "样张"}));
      html_.close();
    }
    write_head();
    write_instructions();
    for (const BallotPart& part : parts_) write_part(part);
    write_end();
    return html_.close().close().close().finish();
  }

 private:
  [[nodiscard]] BallotScene scene() const { return {round_, unit_, texts_}; }

  [[nodiscard]] std::size_t count_all_boxes() const {
    std::size_t boxes = 0;
    for (const BallotPart& part : parts_) {
      for (const BallotBlock& block : part.blocks) boxes += count_boxes(scene(), block);
    }
    return boxes;
  }

  /// Which page numbers are printed: ballot.css has them in Chinese, in English, in both.
  [[nodiscard]] std::string_view body_class() const {
    const auto chinese = std::count_if(ballot_.languages.begin(), ballot_.languages.end(), is_chinese);
    if (chinese == 0) return "ballot en";
    return static_cast<std::size_t>(chinese) == ballot_.languages.size() ? "ballot zh" : "ballot both";
  }

  void write_head() {
    html_.open("header", {{"class", "head"}});
    texts_.write(html_, "p", "asked-by", round_.asked_by);
    texts_.write(html_, "h1", "title", round_.title);
    texts_.write(html_, "p", "unit", unit_.name);
    if (ballot_.category != nullptr) {
      texts_.write(html_, "p", "category",
                   say({"For: {0}", "填写人类别：{0}"}, texts_.phrase_of(ballot_.category->label)));
    }
    html_.close();
    texts_.write(html_, "p", "intro", round_.intro);
  }

  [[nodiscard]] bool asks_anything(bool (*matches)(const forms::Item&)) const {
    return std::any_of(parts_.begin(), parts_.end(), [&](const BallotPart& part) {
      return std::any_of(part.blocks.begin(), part.blocks.end(), [&](const BallotBlock& block) {
        return std::any_of(block.rows.begin(), block.rows.end(),
                           [&](const BallotRow& row) { return matches(*row.item); });
      });
    });
  }

  void write_instructions() {
    html_.open("section", {{"class", "how"}});
    texts_.write(html_, "h2", "", say({"How to fill it in", "填写说明"}));
    html_.open("ol");
    const auto line = [&](const Phrase& words) { texts_.write(html_, "li", "", words); };
    line(say({"Tick one box for each question, like this ☑, unless it says otherwise.",
              "每题（表格中每行）只勾选一个方框，如☑；题中另有说明的，按说明填写。"}));
    line(say({"To correct, black out the wrong box ■ and tick the right one.",
              "填错的，把错勾的方框涂黑（■），再勾选正确的方框。"}));
    const bool must = asks_anything([](const forms::Item& item) { return item.required; });
    line(must ? say({"Questions marked * need an answer. Leave the others empty if you would rather not say.",
                     "标有*的题目必须填写；其他题目不愿回答的，可以留空。"})
              : say({"Leave empty what you would rather not answer.", "不愿回答的题目可以留空。"}));
    line(
        say({"This ballot is anonymous. It has no serial number, and all sheets of this kind are alike. Put "
             "neither name nor sign on it.",
             "本票不记名，不编序号，同类票完全相同。请勿写姓名，勿作记号。"}));
    if (asks_anything([](const forms::Item& item) { return item.type == forms::ItemType::text; })) {
      line(say({"Handwriting may be recognised: write in block letters, or leave the lines empty.",
                "笔迹可能被认出。需要写字的，可以写成印刷体，也可以不写。"}));
    }
    if (const auto words = texts_.of(round_.use_of_answers); !words.empty()) {
      texts_.write(html_, "li", "use", words);
    }
    if (round_.access != forms::AccessMode::open) {
      line(
          say({"Fold it with the slip that you drew inside, and put both into the box. Without a slip it "
               "cannot be counted. If you answer online with the slip, hand in no paper.",
               "填好后，把抽取的测评码夹在票内，对折投入票箱；没有测评码的票无法计入。已用该测评码在网上"
               "作答的，不要再交纸质票。"}));
    }
    html_.close().close();
  }

  void write_part(const BallotPart& part) {
    html_.open("section", {{"class", "part"}});
    html_.open("header", {{"class", "part-head"}});
    if (part.section == nullptr) {
      texts_.write(html_, "h2", "", say({"Questions of this unit", "本单位的题目"}));
    } else {
      texts_.write(html_, "h2", "", part.section->title);
      texts_.write(html_, "p", "hint", part.section->hint);
    }
    if (part.member_by_member) write_quotas(part);
    html_.close();
    const forms::Member* member = nullptr;
    for (const BallotBlock& block : part.blocks) {
      const bool begins = block.member != member;
      if (begins && member != nullptr) html_.close();
      if (begins) open_member(*block.member);
      member = block.member;
      write_ballot_block(html_, scene(), block);
    }
    if (member != nullptr) html_.close();
    html_.close();
  }

  void open_member(const forms::Member& member) {
    html_.open("section", {{"class", "member"}}).open("h3");
    texts_.write(html_, "b", "name", member.name);
    texts_.write(html_, "span", "post", member.post);
    html_.close();
  }

  /// Once for all members: the rows of one item lie apart here.
  void write_quotas(const BallotPart& part) {
    const forms::Member* const first = part.blocks.front().member;
    for (const BallotBlock& block : part.blocks) {
      if (block.member != first) return;
      for (const BallotRow& row : block.rows) {
        const Phrase words = quota_words(scene(), *row.item);
        if (words.empty()) continue;
        texts_.write(html_, "p", "note",
                     say({"{0} {1}: {2}", "第{0}题“{1}”：{2}"}, item_number(row),
                         texts_.phrase_of(row.item->label), words));
      }
    }
  }

  void write_end() {
    html_.open("footer", {{"class", "end"}});
    texts_.write(html_, "p", "thanks", round_.thanks);
    texts_.write(html_, "p", "grey",
                 say({"The small grey numbers are for keying in; they are the same on every sheet. Keep the "
                      "pages together.",
                      "灰色小字供录入时使用，每张票都相同。多页的票请勿拆散。"}));
    html_.close();
  }

  const PaperBallot& ballot_;
  const forms::Round& round_;
  const forms::Unit& unit_;
  const BallotTexts texts_;
  const std::vector<BallotPart> parts_;
  HtmlWriter html_;
};

}  // namespace

Result<std::string> make_paper_ballot(const PaperBallot& ballot) {
  return BallotWriter(ballot).write();
}

}  // namespace candor::server::print
