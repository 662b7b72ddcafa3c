// Reads templates/filing.toml, whose form its own head tells.

#pragma once

#include <string_view>

#include "base/result.hpp"
#include "cases/filing_form.hpp"

namespace pingli::codec {

constexpr std::size_t kFilingFormsBytesMax = std::size_t{1} << 20;

// Invalid, with the line and what was expected there.
Result<cases::FormTemplates> parse_filing_forms(std::string_view text);

}  // namespace pingli::codec
