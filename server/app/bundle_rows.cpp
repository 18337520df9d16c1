#include "server/app/bundle_rows.h"

#include "forms/ballot.h"

namespace candor::server {

BundleRows::BundleRows(const OpenBox& open) : open_(open), keys_per_unit_(open.round->categories.size() + 1) {
  kids_.resize(open.round->units.size() * keys_per_unit_);
  for (const auto& [kid, group] : open.groups) {
    kids_[group.unit * keys_per_unit_ +
          group.category.value_or(static_cast<std::uint32_t>(keys_per_unit_ - 1))] = kid;
  }
}

void BundleRows::add_right(const Proof& proof, std::uint32_t unit, std::size_t key,
                           protocol::BundleRow& row) const {
  row.proof = proof;
  if (std::holds_alternative<CredentialProof>(proof)) {
    row.kid = kids_[unit * keys_per_unit_ + key];
    return;
  }
  row.unit = open_.round->units[unit].id;
  if (key + 1 < keys_per_unit_) row.category = open_.round->categories[key].id;
}

protocol::BundleRow BundleRows::row_of(const BallotRow& ballot) const {
  protocol::BundleRow row;
  row.revision = ballot.revision;
  row.salt = ballot.salt;
  row.body = forms::encode_ballot_body(*open_.codebook_of(ballot.unit), ballot.answers);
  add_right(ballot.proof, ballot.unit, ballot.category, row);
  return row;
}

protocol::BundleRow BundleRows::row_of(const CommentRow& comment) const {
  protocol::BundleRow row;
  row.revision = comment.revision;
  row.salt = comment.salt;
  row.body = comment.body;
  add_right(comment.proof, comment.unit, keys_per_unit_ - 1, row);
  return row;
}

}  // namespace candor::server
