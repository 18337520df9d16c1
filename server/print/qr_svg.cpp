// libqrencode behind two functions.
#include "server/print/qr_svg.h"

#include <qrencode.h>

#include <memory>

namespace candor::server::print {
namespace {

constexpr int kQuietModules = 4;
constexpr std::size_t kMaxTextBytes = 2331;  // version 40, level M, bytes

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<QrModules> make_qr(std::string_view text) {
  if (text.empty() || text.size() > kMaxTextBytes) {
    return fail(ErrorKind::invalid, "The link does not fit into a QR code.");
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M));
  if (!code) return fail(ErrorKind::invalid, "The link does not fit into a QR code.");
  QrModules modules;
  modules.size = code->width;
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  modules.dark.reserve(count);
  for (std::size_t i = 0; i < count; ++i) modules.dark.push_back(code->data[i] & 1U);
  return modules;
}

std::string qr_path(const QrModules& modules, int quiet) {
  std::string path;
  for (int row = 0; row < modules.size; ++row) {
    const unsigned char* const line = modules.dark.data() + static_cast<std::ptrdiff_t>(row) * modules.size;
    int pen = -1;  // where the last stroke of this row ended
    for (int begin = 0; begin < modules.size;) {
      if (line[begin] == 0) {
        ++begin;
        continue;
      }
      int end = begin;
      while (end < modules.size && line[end] != 0) ++end;
      if (pen < 0) {
        path += "M" + std::to_string(begin + quiet) + " " + std::to_string(row + quiet) + ".5";
      } else {
        path += "m" + std::to_string(begin - pen) + " 0";
      }
      path += "h" + std::to_string(end - begin);
      pen = end;
      begin = end;
    }
  }
  return path;
}

void write_qr(HtmlWriter& html, const QrModules& modules, std::string_view label) {
  const std::string side = std::to_string(modules.size + 2 * kQuietModules);
  html.open("svg", {{"class", "qr"},
                    {"xmlns", "http://www.w3.org/2000/svg"},
                    {"viewBox", "0 0 " + side + " " + side},
                    {"role", "img"},
                    {"aria-label", label},
                    {"shape-rendering", "crispEdges"}});
  html.single("path", {{"stroke", "#000"}, {"fill", "none"}, {"d", qr_path(modules, kQuietModules)}});
  html.close();
}

}  // namespace candor::server::print
