// QR codes as inline SVG: one path, no style, so that a strict content security policy prints it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/print/html.h"

namespace candor::server::print {

/// Modules row by row, 1 = dark; without the quiet zone.
struct QrModules {
  int size = 0;
  std::vector<unsigned char> dark;
};

/// Error correction M. Errors: `invalid` where the text is empty or too long for a QR code (2,331 bytes).
[[nodiscard]] Result<QrModules> make_qr(std::string_view text);

/// Path data: horizontal strokes of width 1 through the middle of each run of dark modules, shifted by
/// `quiet`.
[[nodiscard]] std::string qr_path(const QrModules& modules, int quiet);

/// Writes the `svg`, four modules of quiet zone around it (ISO/IEC 18004). `label`: what a screen reader
/// says.
void write_qr(HtmlWriter& html, const QrModules& modules, std::string_view label);

}  // namespace candor::server::print
