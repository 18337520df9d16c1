// Draws the questions of a paper ballot: tables of boxes, lists of boxes, lines to write on. How they look is
// static/shared/ballot.css.
#pragma once

#include <cstddef>

#include "forms/phrase.h"
#include "forms/round.h"
#include "server/print/ballot_layout.h"
#include "server/print/ballot_texts.h"
#include "server/print/html.h"

namespace candor::server::print {

/// What all blocks of one ballot share; borrowed.
struct BallotScene {
  const forms::Round& round;
  const forms::Unit& unit;
  const BallotTexts& texts;
};

void write_ballot_block(HtmlWriter& html, const BallotScene& scene, const BallotBlock& block);

/// The quota in words where it concerns this item about members; else empty.
[[nodiscard]] Phrase quota_words(const BallotScene& scene, const forms::Item& item);

/// Boxes and lines that the block takes.
[[nodiscard]] std::size_t count_boxes(const BallotScene& scene, const BallotBlock& block);

/// Name and post, as they stand beside boxes.
void write_person(HtmlWriter& html, const BallotScene& scene, const forms::Member& member);

}  // namespace candor::server::print
