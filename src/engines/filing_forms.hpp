// What platforms ask when a review is reported there, from the program's data.

#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "cases/filing_form.hpp"

namespace pingli::engines {

// NotFound or Invalid, naming the file and what is wrong in it.
Result<cases::FormTemplates> load_filing_forms(const std::filesystem::path& data_root);

}  // namespace pingli::engines
