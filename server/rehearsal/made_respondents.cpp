#include "server/rehearsal/made_respondents.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/rehearsal/answer_maker.h"

namespace candor::server::rehearsal {
namespace {

constexpr double kBlank = 0.012, kCommenting = 0.15, kChangingMind = 0.05;
constexpr double kInChinese = 0.7;      // where the round is in both languages
constexpr std::size_t kMostTexts = 40;  // a comment has at most 64 KiB

struct Remark {
  std::string_view en, zh;
};
constexpr std::array<Remark, 8> kRemarks{{
    {"Decisions are announced late; a weekly note would help.", "决定往往宣布得晚，建议每周通报一次。"},
    {"Please come to the shop floor more often.", "希望多到一线走走，听听大家怎么说。"},
    {"The new shift plan works well.", "新的排班安排很好，希望坚持下去。"},
    {"Praise is rare, even when targets are met.", "任务完成了也很少听到肯定。"},
    {"Training budgets should be open to all.", "培训名额应当公开透明。"},
    {"Meetings start late and run over.", "会议多、时间长，能否精简一些。"},
    {"They stand by their people when it matters.", "关键时候愿意为大家担责任。"},
    {"Explain the reasons behind transfers.", "人员调整最好讲清楚原因。"},
}};

/// Where a unit is asked for a text.
struct TextPlace {
  std::string about;
  const forms::Item* item = nullptr;
};

void add_places(const std::string& about, const std::vector<forms::Item>& items,
                std::vector<TextPlace>& places) {
  for (const auto& item : items) {
    if (item.type == forms::ItemType::text) places.push_back({about, &item});
  }
}

std::vector<TextPlace> find_places(const forms::Round& round, const forms::Unit& unit) {
  std::vector<TextPlace> places;
  for (const auto& section : round.sections) {
    if (section.about == forms::About::team) add_places("team", section.items, places);
    if (section.about == forms::About::none) add_places("-", section.items, places);
    for (const auto& member : unit.members) {
      if (forms::is_about_member(section, member)) add_places(member.id, section.items, places);
    }
  }
  add_places("team", unit.items, places);
  return places;
}

/// The first `code_points` of a text in UTF-8.
std::string cut(std::string_view text, int code_points) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && code_points-- == 0) break;
  }
  return std::string(text.substr(0, end));
}

std::string draw_remark(const forms::Round& round, const forms::Item& item, Random& random) {
  const auto has = [&](std::string_view language) {
    return std::ranges::find(round.languages, language) != round.languages.end();
  };
  const auto& remark = kRemarks[pick(random, kRemarks.size())];
  const bool chinese = uniform(random) < kInChinese ? has("zh-CN") : !has("en");
  return cut(chinese ? remark.zh : remark.en, item.max_length);
}

std::vector<forms::CommentText> draw_texts(const forms::Round& round, const std::vector<TextPlace>& places,
                                           Random& random) {
  std::vector<forms::CommentText> texts;
  const std::size_t sure = pick(random, places.size());
  for (std::size_t i = 0; i < places.size() && texts.size() < kMostTexts; ++i) {
    if (i != sure && uniform(random) > 1.0 / static_cast<double>(places.size())) continue;
    texts.push_back({places[i].about, places[i].item->id, draw_remark(round, *places[i].item, random)});
  }
  return texts;
}

/// Makes the people of one unit.
class UnitMaker {
 public:
  UnitMaker(const forms::Round& round, std::uint32_t unit, Random& random)
      : round_(round),
        unit_(unit),
        random_(random),
        book_(forms::make_codebook(round, round.units[unit])),
        maker_(book_, random),
        places_(find_places(round, round.units[unit])) {}

  MadeRespondent make(std::uint32_t category) {
    MadeRespondent made{unit_, category, {}, {}, {}};
    const bool blank = uniform(random_) < kBlank && maker_.may_be_blank();
    const Rater rater = draw_rater(random_, category);
    made.answers = blank ? forms::blank_answers(book_) : maker_.draw(rater, random_);
    if (uniform(random_) < kChangingMind) made.at_first = maker_.draw(rater, random_);
    if (!places_.empty() && !blank && uniform(random_) < kCommenting)
      made.texts = draw_texts(round_, places_, random_);
    return made;
  }

 private:
  const forms::Round& round_;
  std::uint32_t unit_;
  Random& random_;
  forms::Codebook book_;
  AnswerMaker maker_;
  std::vector<TextPlace> places_;
};

}  // namespace

int people_of(const forms::Unit& unit, const forms::Category& category) {
  if (!unit.due) return kPeopleWithoutDue;
  const auto at = unit.due->find(category.id);
  return at == unit.due->end() ? 0 : at->second;
}

std::uint64_t count_people(const forms::Round& round) {
  std::uint64_t count = 0;
  for (const auto& unit : round.units) {
    for (const auto& category : round.categories)
      count += static_cast<std::uint64_t>(people_of(unit, category));
  }
  return count;
}

std::vector<MadeRespondent> make_respondents(const forms::Round& round, double turnout, std::uint64_t seed) {
  Random random(seed);
  std::vector<MadeRespondent> made;
  for (std::uint32_t u = 0; u < round.units.size(); ++u) {
    UnitMaker maker(round, u, random);
    for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
      for (int i = people_of(round.units[u], round.categories[c]); i > 0; --i) {
        if (uniform(random) < turnout) made.push_back(maker.make(c));
      }
    }
  }
  return made;
}

}  // namespace candor::server::rehearsal
