// Writer and reader share the records: the reader builds the record that must stand at a place and compares.
#include "server/protocol/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace candor::server::protocol {
namespace {

constexpr std::uint32_t kLocalRecord = 0x04034b50;
constexpr std::uint32_t kCentralRecord = 0x02014b50;
constexpr std::uint32_t kEndRecord = 0x06054b50;
constexpr std::uint16_t kVersion = 10;       // 1.0: stored files need no more
constexpr std::uint16_t kMidnight = 0;       // MS-DOS time
constexpr std::uint16_t kFirstDay = 0x0021;  // MS-DOS date of 1980-01-01
constexpr std::size_t kLocalBytes = 30;      // without the name, like the next
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocalSizeAt = 18;      // where a local record holds the size of its file
constexpr std::size_t kLocalNameSizeAt = 26;  // and the length of its name
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxFiles = 0xffff;
constexpr std::uint64_t kMaxBytes = std::numeric_limits<std::uint32_t>::max();

void put16(std::string& out, std::uint16_t value) {
  out += static_cast<char>(value & 0xff);
  out += static_cast<char>(value >> 8);
}

void put32(std::string& out, std::uint32_t value) {
  put16(out, static_cast<std::uint16_t>(value & 0xffff));
  put16(out, static_cast<std::uint16_t>(value >> 16));
}

/// Precondition: at + bytes <= text.size(), bytes <= 4.
std::uint32_t read_little_endian(std::string_view text, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(text[at + i]);
  return value;
}

/// What the archive tells of one file.
struct Entry {
  std::string_view name;
  std::uint32_t crc = 0;
  std::uint32_t size = 0;
  std::uint32_t offset = 0;  ///< of its local record
};

std::uint32_t crc_of(std::string_view bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<std::uint32_t>(crc32_z(0, data, bytes.size()));
}

/// What local and central records have in common.
void put_common(std::string& out, const Entry& entry) {
  put16(out, kVersion);
  put16(out, 0);  // flags
  put16(out, 0);  // stored
  put16(out, kMidnight);
  put16(out, kFirstDay);
  put32(out, entry.crc);
  put32(out, entry.size);  // compressed
  put32(out, entry.size);
  put16(out, static_cast<std::uint16_t>(entry.name.size()));
  put16(out, 0);  // extra field
}

std::string local_record(const Entry& entry) {
  std::string out;
  put32(out, kLocalRecord);
  put_common(out, entry);
  return out.append(entry.name);
}

std::string central_record(const Entry& entry) {
  std::string out;
  put32(out, kCentralRecord);
  put16(out, kVersion);  // made by
  put_common(out, entry);
  put16(out, 0);  // comment
  put16(out, 0);  // disk
  put16(out, 0);  // internal attributes
  put32(out, 0);  // external attributes
  put32(out, entry.offset);
  return out.append(entry.name);
}

std::string end_record(std::size_t files, std::size_t directory_bytes, std::size_t directory_at) {
  std::string out;
  put32(out, kEndRecord);
  put16(out, 0);  // disk
  put16(out, 0);  // disk of the directory
  put16(out, static_cast<std::uint16_t>(files));
  put16(out, static_cast<std::uint16_t>(files));
  put32(out, static_cast<std::uint32_t>(directory_bytes));
  put32(out, static_cast<std::uint32_t>(directory_at));
  put16(out, 0);  // comment
  return out;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

std::vector<const NamedBytes*> in_order(const std::vector<NamedBytes>& files) {
  std::vector<const NamedBytes*> ordered;
  for (const NamedBytes& file : files) ordered.push_back(&file);
  std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  return ordered;
}

/// The size of the archive.
Result<std::uint64_t> check_files(const std::vector<const NamedBytes*>& ordered) {
  if (ordered.size() > kMaxFiles) return fail(ErrorKind::too_large, "An archive holds at most 65,535 files.");
  std::uint64_t total = kEndBytes;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const std::string& name = ordered[i]->name;
    if (!is_archive_name(name))
      return fail(ErrorKind::invalid, "No file of an archive may be called " + name + ".");
    if (i > 0 && ordered[i - 1]->name == name)
      return fail(ErrorKind::invalid, name + " would stand in it twice.");
    total += kLocalBytes + kCentralBytes + 2 * name.size() + ordered[i]->bytes.size();
  }
  if (total > kMaxBytes) return fail(ErrorKind::too_large, "An archive has at most 4 GiB.");
  return total;
}

/// Reads an archive from its first byte to its last.
class Reader {
 public:
  explicit Reader(std::string_view archive) : archive_(archive) {}

  Result<std::vector<NamedView>> read() {
    while (archive_.size() - at_ >= kLocalBytes && read_little_endian(archive_, at_, 4) == kLocalRecord) {
      if (auto taken = take_file(); !taken) return fail(std::move(taken).error());
    }
    const std::size_t directory_at = at_;
    for (const Entry& entry : entries_) {
      if (!skip(central_record(entry)))
        return refuse("the directory's record of " + std::string(entry.name) + " differs");
    }
    if (!skip(end_record(entries_.size(), at_ - directory_at, directory_at)) || at_ != archive_.size()) {
      return refuse("the end differs");
    }
    return std::move(files_);
  }

 private:
  [[nodiscard]] Unexpected refuse(const std::string& what) const {
    return fail(ErrorKind::malformed,
                "Not an archive as Candor writes it: " + what + ", at byte " + std::to_string(at_) + ".");
  }

  bool skip(std::string_view expected) {
    if (!archive_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  /// Precondition: a whole local record is there, but for the name.
  Result<void> take_file() {
    const std::size_t size = read_little_endian(archive_, at_ + kLocalSizeAt, 4);
    const std::size_t name_size = read_little_endian(archive_, at_ + kLocalNameSizeAt, 2);
    const std::size_t rest = archive_.size() - at_ - kLocalBytes;
    if (entries_.size() == kMaxFiles || name_size > rest || size > rest - name_size)
      return refuse("it is cut off");
    const std::string_view name = archive_.substr(at_ + kLocalBytes, name_size);
    if (!is_archive_name(name)) return refuse("a file has a name that none may have");
    if (!files_.empty() && files_.back().name >= name) return refuse("names do not ascend");
    const std::string_view bytes = archive_.substr(at_ + kLocalBytes + name_size, size);
    const Entry entry{name, crc_of(bytes), static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(at_)};
    if (!skip(local_record(entry))) return refuse("the record of " + std::string(name) + " differs");
    at_ += size;
    entries_.push_back(entry);
    files_.push_back({name, bytes});
    return {};
  }

  std::string_view archive_;
  std::size_t at_ = 0;
  std::vector<Entry> entries_;
  std::vector<NamedView> files_;
};

}  // namespace

bool is_archive_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (!std::all_of(part.begin(), part.end(), is_name_character)) return false;
    if (part.find_first_not_of('.') == std::string_view::npos) return false;  // empty, or dots alone
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

Result<std::string> make_zip(const std::vector<NamedBytes>& files) {
  const auto ordered = in_order(files);
  const auto total = check_files(ordered);
  if (!total) return fail(total.error());
  std::string archive, directory;
  archive.reserve(*total);
  for (const NamedBytes* file : ordered) {
    const Entry entry{file->name, crc_of(file->bytes), static_cast<std::uint32_t>(file->bytes.size()),
                      static_cast<std::uint32_t>(archive.size())};
    archive += local_record(entry);
    archive += file->bytes;
    directory += central_record(entry);
  }
  const std::size_t directory_at = archive.size();
  archive += directory;
  archive += end_record(ordered.size(), directory.size(), directory_at);
  return archive;
}

Result<std::vector<NamedView>> read_zip(std::string_view archive) {
  if (archive.size() > kMaxBytes) return fail(ErrorKind::malformed, "An archive has at most 4 GiB.");
  return Reader(archive).read();
}

}  // namespace candor::server::protocol
