#include "server/sample.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "server/random.hpp"

namespace pingli::server {

namespace fs = std::filesystem;

Result<void> begin_sample(reviews::Imports& imports, const ShopId& shop, const UserId& owner,
                          const Sample& sample) {
    const reviews::ImportRecord import = TRY(imports.make(shop, owner, new_id()));
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it{sample.folder, failed}, end; !failed && it != end;
         it.increment(failed))
        if (it->is_regular_file()) files.push_back(it->path());
    if (failed) return fail(ErrorCode::NotFound, sample.folder.string() + ": cannot be read");
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        const fs::path copy = sample.uploads / new_id();
        fs::copy_file(file, copy, failed);
        if (failed) return fail(ErrorCode::Unavailable, copy.string() + ": cannot be written");
        TRY(imports.add_file(shop, import.id, file.lexically_relative(sample.folder).string(),
                             copy));
    }
    TRY(imports.run(shop, owner, import.id, sample.as_of));
    return {};
}

}  // namespace pingli::server
