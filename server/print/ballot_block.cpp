#include "server/print/ballot_block.h"

#include <algorithm>

#include "forms/answer_cell.h"
#include "forms/scaled_number.h"
#include "server/print/ballot_notes.h"

namespace candor::server::print {
namespace {

using forms::Item;
using forms::ItemType;

constexpr std::size_t kMostColumns = 7;        ///< of options beside names and posts on A4
constexpr std::size_t kWidestColumn = 36;      ///< Latin characters of a label at the head of a column
constexpr std::size_t kNpsValues = 11;         ///< 0 to 10
constexpr std::size_t kMostRowsTogether = 25;  ///< kept on one page, in one language; half of them in two

/// What one answers by in one row.
struct Column {
  Wordings label;
  std::string mark;  ///< the key; empty where the label is the key
};

const std::vector<forms::Option>& options_of(const BallotScene& scene, const Item& item) {
  static const std::vector<forms::Option> none;
  const auto* options = forms::options_of(scene.round, item);
  return options == nullptr ? none : *options;
}

std::size_t boxes_of(const BallotScene& scene, const Item& item) {
  switch (item.type) {
    case ItemType::scale:
    case ItemType::single:
    case ItemType::multiple:
    case ItemType::rank:
      return options_of(scene, item).size();
    case ItemType::nps:
      return kNpsValues;
    case ItemType::number:
    case ItemType::text:
      return 1;
    case ItemType::info:
      break;
  }
  return 0;
}

std::vector<Column> columns_of_item(const BallotScene& scene, const Item& item) {
  std::vector<Column> columns;
  if (item.type == ItemType::nps) {
    for (std::size_t value = 0; value < kNpsValues; ++value) {
      columns.push_back({{{"zxx", std::to_string(value)}}, ""});
    }
  } else {
    const auto& options = options_of(scene, item);
    for (std::size_t i = 0; i < options.size(); ++i) {
      columns.push_back({scene.texts.of(options[i].label), option_mark(i)});
    }
  }
  return columns;
}

/// `rows`: how many would share the head.
bool fits_table(const BallotScene& scene, const Item& item, bool across_members, std::size_t rows) {
  if (!across_members && (rows < 2 || item.type != ItemType::scale)) return false;
  if (item.type == ItemType::nps) return true;
  const auto columns = columns_of_item(scene, item);
  return columns.size() <= kMostColumns && std::all_of(columns.begin(), columns.end(), [](const Column& one) {
           return columns_of(one.label) <= kWidestColumn;
         });
}

class BlockWriter {
 public:
  BlockWriter(HtmlWriter& html, const BallotScene& scene, const BallotBlock& block)
      : html_(html), scene_(scene), block_(block), first_(*block.rows.front().item) {}

  void write() {
    if (first_.type == ItemType::info) {
      write_info();
    } else if (fits_table(scene_, first_, block_.across_members, block_.rows.size())) {
      write_table();
    } else if (block_.across_members) {
      write_list_across();
    } else {
      for (const BallotRow& row : block_.rows) write_question(row);
    }
  }

 private:
  void write_info() {
    html_.open("div", {{"class", "info"}});
    scene_.texts.write(html_, "p", "label", first_.label);
    scene_.texts.write(html_, "p", "hint", first_.hint);
    html_.close();
  }

  void write_number(const std::string& number) { html_.element("b", {{"class", "no"}}, number); }

  /// What is asked: number, words, hint, and what else there is to know.
  void write_ask(const BallotRow& row, const std::string& number) {
    const Item& item = *row.item;
    if (!number.empty()) write_number(number);
    html_.open("div", {{"class", item.required ? "what required" : "what"}});
    scene_.texts.write(html_, "p", "label", item.label);
    scene_.texts.write(html_, "p", "hint", item.hint);
    scene_.texts.write(html_, "p", "note", notes_on(scene_, row, block_.across_members));
    html_.close();
  }

  void write_table() {
    const auto columns = columns_of_item(scene_, first_);
    html_.open("table", {{"class", table_class(columns.size())}});
    write_widths(columns.size());
    html_.open("thead");
    if (block_.across_members) {
      html_.open("tr", {{"class", "asked"}});
      html_.open("th", {{"colspan", std::to_string(2 + std::max<std::size_t>(columns.size(), 1))}});
      html_.open("div", {{"class", "ask"}});
      write_ask(block_.rows.front(), item_number(block_.rows.front()));
      html_.close().close().close();
    }
    write_heads(columns);
    html_.close().open("tbody");
    for (const BallotRow& row : block_.rows) write_row(row, columns.size());
    html_.close().close();
  }

  void write_widths(std::size_t columns) {
    html_.open("colgroup").single("col", {{"class", "n"}}).single("col", {{"class", "who"}});
    for (std::size_t i = 0; i < std::max<std::size_t>(columns, 1); ++i) {
      html_.single("col", {{"class", "option"}});
    }
    html_.close();
  }

  [[nodiscard]] std::string table_class(std::size_t columns) const {
    std::string name = "grid ";
    if (first_.type == ItemType::nps) {
      name += "nps";
    } else if (first_.type == ItemType::text) {
      name += "lines";
    } else {
      name.append("o").append(std::to_string(std::max<std::size_t>(columns, 1)));
    }
    const bool of_people = block_.across_members || block_.member != nullptr;
    if (of_people && block_.rows.size() * scene_.texts.languages().size() <= kMostRowsTogether) {
      name += " whole";
    }
    return name;
  }

  void write_heads(const std::vector<Column>& columns) {
    html_.open("tr");
    scene_.texts.write(html_, "th", "n", say({"No.", "题号"}));
    const bool posts = std::any_of(block_.rows.begin(), block_.rows.end(), [](const BallotRow& row) {
      return row.member != nullptr && !row.member->post.empty();
    });
    const Phrase who = posts ? say({"Name, post", "姓名、职务"}) : say({"Name", "姓名"});
    scene_.texts.write(html_, "th", "who", block_.across_members ? who : say({"Question", "评价项目"}));
    for (const Column& column : columns) {
      html_.open("th", {{"class", "option"}});
      scene_.texts.write(html_, "div", "label", column.label);
      if (!column.mark.empty()) html_.element("i", {{"class", "mark"}}, column.mark);
      html_.close();
    }
    if (columns.empty()) html_.element("th", {{"class", "option"}}, "");
    html_.close();
  }

  void write_row(const BallotRow& row, std::size_t columns) {
    html_.open("tr").open("td", {{"class", "n"}});
    write_number(row.number);
    html_.close().open("th", {{"class", "who"}, {"scope", "row"}});
    if (block_.across_members) {
      write_person(html_, scene_, *row.member);
    } else {
      write_ask(row, "");
    }
    html_.close();
    for (std::size_t i = 0; i < std::max<std::size_t>(columns, 1); ++i) {
      html_.open("td", {{"class", "cell"}});
      if (first_.type == ItemType::text) {
        write_lines(2);
      } else {
        write_box();
      }
      html_.close();
    }
    html_.close();
  }

  void write_box() {
    const bool written = first_.type == ItemType::rank || first_.type == ItemType::number;
    html_.element("span", {{"class", written ? "slot" : "box"}}, "");
  }

  void write_lines(int lines) {
    for (int i = 0; i < lines; ++i) html_.element("span", {{"class", "line"}}, "");
  }

  void write_list_across() {
    html_.open("section", {{"class", "question across"}}).open("div", {{"class", "ask"}});
    write_ask(block_.rows.front(), item_number(block_.rows.front()));
    html_.close();
    for (const BallotRow& row : block_.rows) {
      html_.open("div", {{"class", "row"}}).open("div", {{"class", "ask"}});
      write_number(row.number);
      write_person(html_, scene_, *row.member);
      html_.close();
      write_answer(*row.item);
      html_.close();
    }
    html_.close();
  }

  void write_question(const BallotRow& row) {
    html_.open("section", {{"class", "question"}}).open("div", {{"class", "ask"}});
    write_ask(row, row.number);
    html_.close();
    write_answer(*row.item);
    html_.close();
  }

  void write_answer(const Item& item) {
    if (item.type == ItemType::text) return write_lines(lines_for(item));
    if (item.type == ItemType::number) {
      html_.open("p", {{"class", "fill"}});
      write_box();
      html_.close();
      return;
    }
    html_.open("ul", {{"class", item.type == ItemType::nps ? "options nps" : "options"}});
    for (const Column& column : columns_of_item(scene_, item)) {
      html_.open("li");
      write_box();
      if (!column.mark.empty()) html_.element("i", {{"class", "mark"}}, column.mark);
      scene_.texts.write(html_, "div", "label", column.label);
      html_.close();
    }
    html_.close();
  }

  static int lines_for(const Item& item) {
    constexpr int kShort = 200, kLong = 1000;  // characters
    if (item.max_length <= kShort) return 2;
    return item.max_length <= kLong ? 4 : 6;
  }

  HtmlWriter& html_;
  const BallotScene& scene_;
  const BallotBlock& block_;
  const Item& first_;
};

}  // namespace

void write_ballot_block(HtmlWriter& html, const BallotScene& scene, const BallotBlock& block) {
  BlockWriter(html, scene, block).write();
}

std::size_t count_boxes(const BallotScene& scene, const BallotBlock& block) {
  std::size_t boxes = 0;
  for (const BallotRow& row : block.rows) boxes += boxes_of(scene, *row.item);
  return boxes;
}

void write_person(HtmlWriter& html, const BallotScene& scene, const forms::Member& member) {
  html.open("div", {{"class", "person"}});
  scene.texts.write(html, "p", "name", member.name);
  scene.texts.write(html, "p", "post", member.post);
  html.close();
}

}  // namespace candor::server::print
