#include "server/file_keeper.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "cases/evolve.hpp"
#include "codec/case_codec.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

using Doubtful = app::UploadedFiles::Doubtful;

Result<void> add_named(const codec::JsonCaseCodec& codec, const app::StoredEvent& stored,
                       std::set<std::string>& names) {
    if (!stored.body.contains("\"sha256\"")) return {};
    SealedShut shut;
    const auto event = TRY(codec.decode(stored.body, shut));
    for (const cases::Exhibit& exhibit : cases::evolve({}, event).exhibits)
        if (exhibit.data.file) names.insert(exhibit.data.file->sha256);
    return {};
}

// The hashes that events at `from` and after name. An event that cannot be read may name any.
Result<std::set<std::string>> named_files(app::Store& store, const ShopId& shop,
                                          std::int64_t from) {
    const codec::JsonCaseCodec codec;
    std::set<std::string> names;
    while (true) {
        const auto events = TRY(store.read_shop(shop, from, app::kPageMax));
        for (const app::StoredEvent& stored : events)
            if (app::is_case(stored.case_id)) TRY(add_named(codec, stored, names));
        if (events.size() < app::kPageMax) return names;
        from = events.back().position + 1;
    }
}

Result<void> collect_of_shop(app::Store& store, app::UploadedFiles& files,
                             std::span<const Doubtful> all, Instant now, Collected& out) {
    const auto first = std::ranges::min(all, {}, &Doubtful::from).from;
    const auto held = named_files(store, all.front().shop, first);
    if (!held && held.error().code == ErrorCode::Unavailable) return std::unexpected{held.error()};
    if (!held) {
        ++out.shops_passed_over;
        return {};
    }
    for (const Doubtful& file : all) {
        if (!TRY(files.settle(file, held->contains(file.sha256), now))) continue;
        ++out.files;
        out.bytes += file.bytes;
    }
    return {};
}

void run_once(app::Store& store, app::UploadedFiles& files, const FileKeeperOptions& options) {
    const auto done = collect_files(store, files, options.now());
    if (!done) return options.note("files: those without a case could not be looked at");
    if (done->files > 0)
        options.note("files: " + std::to_string(done->files) + " without a case were removed, " +
                     std::to_string(done->bytes) + " bytes");
    if (done->shops_passed_over > 0)
        options.note("files: of " + std::to_string(done->shops_passed_over) +
                     " shops nothing is removed, since an event cannot be read: audit verify");
}

}  // namespace

Result<Collected> collect_files(app::Store& store, app::UploadedFiles& files, Instant now) {
    const std::vector<Doubtful> all = TRY(files.doubtful(now));
    Collected out;
    for (auto begin = all.begin(); begin != all.end();) {
        const auto end = std::ranges::find_if(
            begin, all.end(), [&](const Doubtful& one) { return one.shop != begin->shop; });
        TRY(collect_of_shop(store, files, std::span{begin, end}, now, out));
        begin = end;
    }
    return out;
}

FileKeeper::FileKeeper(app::Store& store, app::UploadedFiles& files,
                       const FileKeeperOptions& options)
    : thread_(in_rounds(options.every, "files", options.note,
                        [&store, &files, options] { run_once(store, files, options); })) {}

}  // namespace pingli::server
