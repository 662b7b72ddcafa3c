#include "engines/filing_forms.hpp"

#include "codec/filing_toml.hpp"
#include "engines/data_file.hpp"

namespace pingli::engines {

Result<cases::FormTemplates> load_filing_forms(const std::filesystem::path& data_root) {
    const std::string text =
        TRY(read_file(data_root / "templates" / "filing.toml", codec::kFilingFormsBytesMax));
    return codec::parse_filing_forms(text);
}

}  // namespace pingli::engines
