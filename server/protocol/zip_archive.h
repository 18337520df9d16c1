// Archives of the bundle and the public record: zip files of one possible form, so that the same files always
// give the same bytes. Stored, names ascending by bytes, every time 1980-01-01 00:00, no extra field, no
// comment, no data descriptor (PKWARE APPNOTE 6.3.10, 4.3). Pure; compresses and decompresses nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/protocol/canonical_files.h"

namespace candor::server::protocol {

/// Whether a file may be called so in an archive: 1 to 200 characters of `A-Za-z0-9._-` in parts divided by
/// `/`, none of them empty or made of dots alone.
[[nodiscard]] bool is_archive_name(std::string_view name);

/// The archive of these files, in whatever order they come. Errors: `invalid` (a name, or one that stands
/// twice), `too_large` (over 65,535 files, or 4 GiB in all).
[[nodiscard]] Result<std::string> make_zip(const std::vector<NamedBytes>& files);

/// A file within an archive: lives as long as the archive's bytes do.
struct NamedView {
  std::string_view name;
  std::string_view bytes;
};

/// The files of an archive, names ascending. For hostile input: takes exactly what make_zip would have made
/// of what it returns, byte for byte. Errors: `malformed`, with the byte and the file at which it is another
/// archive.
[[nodiscard]] Result<std::vector<NamedView>> read_zip(std::string_view archive);

}  // namespace candor::server::protocol
