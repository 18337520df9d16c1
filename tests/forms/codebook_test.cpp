#include "forms/codebook.h"

#include "tests/forms/support.h"

using namespace candor::forms;
using namespace candor::forms::test;

namespace {

const Slot& slot_of(const Codebook& codebook, std::string_view about, std::string_view item) {
  for (const Slot& slot : codebook.slots) {
    if (about_name(codebook, slot.ratee) == about && slot.item->id == item) return slot;
  }
  FAIL("no slot " << about << " " << item);
  return codebook.slots.front();
}

}  // namespace

TEST_CASE("slots stand by section, then member, the unit's own items last, without text and info") {
  const Round round = full_round();
  const Codebook codebook = make_codebook(round, round.units[0]);
  std::string order;
  for (const Slot& slot : codebook.slots)
    order += std::string(about_name(codebook, slot.ratee)) + "/" + slot.item->id + " ";
  CHECK(order ==
        "team/overall team/why team/which team/order team/years m1/overall m2/overall m10/overall m2/five "
        "m1/five "
        "-/recommend team/canteen ");
  CHECK(codebook.slots.back().section == nullptr);
}

TEST_CASE("slots do not overlap and fill the compact form") {
  const Round round = full_round();
  for (const Unit& unit : round.units) {
    const Codebook codebook = make_codebook(round, unit);
    std::uint32_t end = 0;
    for (const Slot& slot : codebook.slots) {
      CHECK(slot.offset == end);
      end += slot.width;
    }
    CHECK(codebook.size_bytes == end);
    CHECK(blank_answers(codebook).size() == end);
    for (const Slot& slot : codebook.slots) CHECK_FALSE(is_answered(blank_answers(codebook), slot));
  }
}

TEST_CASE("every type of answer is read as it was written") {
  const Round round = full_round();
  const Codebook codebook = make_codebook(round, round.units[0]);
  auto answers = blank_answers(codebook);
  const Slot& years = slot_of(codebook, "team", "years");
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-5}, std::int64_t{600}, std::int64_t{-1'000'000'000'000'000}}) {
    write_number(answers, years, value);
    CHECK(is_answered(answers, years));
    CHECK(read_number(answers, years) == value);
  }
  const Slot& recommend = slot_of(codebook, "-", "recommend");
  write_choice(answers, recommend, 0);
  CHECK(is_answered(answers, recommend));
  CHECK(read_choice(answers, recommend) == 0);
  const Slot& order = slot_of(codebook, "team", "order");
  const std::vector<int> ranked = {2, 0};
  write_choices(answers, order, ranked);
  CHECK(read_choices(answers, order) == ranked);
  const Slot& which = slot_of(codebook, "team", "which");
  write_choices(answers, which, std::vector<int>{2, 0});
  CHECK(read_choices(answers, which) == std::vector<int>{0, 2});
  for (const Slot* slot : {&years, &recommend, &order, &which}) {
    erase_answer(answers, *slot);
    CHECK_FALSE(is_answered(answers, *slot));
  }
  CHECK(answers == blank_answers(codebook));
}

TEST_CASE("the compact form is the documented one") {
  const Round round = full_round();
  const Codebook codebook = make_codebook(round, round.units[0]);
  auto answers = blank_answers(codebook);
  const Slot& overall = slot_of(codebook, "team", "overall");
  write_choice(answers, overall, 3);
  CHECK(answers[overall.offset] == 4);
  const Slot& which = slot_of(codebook, "team", "which");
  write_choices(answers, which, std::vector<int>{0, 2});
  CHECK(answers[which.offset] == 0b101);
  const Slot& order = slot_of(codebook, "team", "order");
  write_choices(answers, order, std::vector<int>{1});
  CHECK(answers[order.offset] == 2);
  CHECK(answers[order.offset + 1] == 0);
  const Slot& years = slot_of(codebook, "team", "years");
  write_number(answers, years, 0x0102);
  CHECK(answers[years.offset] == 2);
  CHECK(answers[years.offset + 1] == 1);
}

TEST_CASE("a choice of more than 254 options takes two bytes") {
  Round round = full_round();
  auto& options = round.sections[0].items[1].options;
  for (int i = 0; i < 300; ++i) options.push_back({"o" + std::to_string(i), {}, true, {}, false});
  const Codebook codebook = make_codebook(round, round.units[0]);
  const Slot& why = slot_of(codebook, "team", "why");
  REQUIRE(why.width == 2);
  auto answers = blank_answers(codebook);
  for (const int index : {0, 254, 255, 256, 301}) {
    write_choice(answers, why, index);
    CHECK(read_choice(answers, why) == index);
  }
}

TEST_CASE("an item is shown by one-choice and several-choice answers") {
  const Round round = full_round();
  const Codebook codebook = make_codebook(round, round.units[0]);
  auto answers = blank_answers(codebook);
  const Slot& why = slot_of(codebook, "team", "why");
  const Slot& order = slot_of(codebook, "team", "order");
  CHECK_FALSE(is_shown(codebook, answers, why));
  write_choice(answers, slot_of(codebook, "team", "overall"), 0);
  CHECK_FALSE(is_shown(codebook, answers, why));
  write_choice(answers, slot_of(codebook, "team", "overall"), 2);
  CHECK(is_shown(codebook, answers, why));
  CHECK_FALSE(is_shown(codebook, answers, order));
  write_choices(answers, slot_of(codebook, "team", "which"), std::vector<int>{0, 1});
  CHECK(is_shown(codebook, answers, order));
}

TEST_CASE("drop_hidden also drops what hung on a hidden item") {
  Round round = full_round();
  auto& items = round.sections[0].items;
  items[3].show_if = ShowIf{"why", {"pay"}};  // order hangs on why, why on overall
  const Codebook codebook = make_codebook(round, round.units[0]);
  auto answers = blank_answers(codebook);
  write_choice(answers, slot_of(codebook, "team", "overall"), 0);
  write_choice(answers, slot_of(codebook, "team", "why"), 0);
  write_choices(answers, slot_of(codebook, "team", "order"), std::vector<int>{0});
  drop_hidden(codebook, answers);
  CHECK(is_answered(answers, slot_of(codebook, "team", "overall")));
  CHECK_FALSE(is_answered(answers, slot_of(codebook, "team", "why")));
  CHECK_FALSE(is_answered(answers, slot_of(codebook, "team", "order")));
}

TEST_CASE("show_if looks at the same member's answer") {
  Round round = full_round();
  Item follow = round.sections[0].items[1];
  round.sections[1].items.push_back(follow);
  const Codebook codebook = make_codebook(round, round.units[0]);
  auto answers = blank_answers(codebook);
  write_choice(answers, slot_of(codebook, "m2", "overall"), 3);
  CHECK(is_shown(codebook, answers, slot_of(codebook, "m2", "why")));
  CHECK_FALSE(is_shown(codebook, answers, slot_of(codebook, "m1", "why")));
  CHECK_FALSE(is_shown(codebook, answers, slot_of(codebook, "team", "why")));
}
