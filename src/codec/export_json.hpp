// The lines of an export (NDJSON). Bytes are base64, hashes hexadecimal, instants UTC seconds:
//   {"kind":"head","shop":…,"position":…,"hash":…}
//   {"kind":"event","shop":…,"case":…,"position":…,"version":…,"type":…,"body":…,"hash":…}
//   {"kind":"key","shop":…,"person":…,"key":… or null when erased}
//   {"kind":"record","of":…,"key":…,"bytes":…,"expires_at":… or null}
//   {"kind":"review","shop":…,"finding":{…},"mark":{…}} with the columns of app/review_shelf.hpp

#pragma once

#include <string>
#include <string_view>

#include "app/transfer.hpp"

namespace pingli::codec {

std::string encode_export_line(const app::ExportLine& line);  // without its newline
Result<app::ExportLine> decode_export_line(std::string_view line);

}  // namespace pingli::codec
