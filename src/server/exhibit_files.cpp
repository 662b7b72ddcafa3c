#include "server/exhibit_files.hpp"

#include <set>

#include "codec/case_codec.hpp"
#include "server/erase.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

Result<void> each_named_file(app::Store& store, const ShopId& shop,
                             const std::function<Result<void>(const NamedFile&)>& seen) {
    const codec::JsonCaseCodec codec;
    SealedShut shut;
    const ErasedFiles erased = TRY(erased_files(store, shop));
    for (std::int64_t from = 1;;) {
        const auto events = TRY(store.read_shop(shop, from, app::kPageMax));
        for (const app::StoredEvent& stored : events) {
            if (stored.type != cases::EvidenceSubmitted::kType) continue;
            const auto event = codec.decode(stored.body, shut);
            if (!event) continue;
            const auto* const submitted = std::get_if<cases::EvidenceSubmitted>(&event->what);
            if (submitted == nullptr || !submitted->exhibit.file) continue;
            const auto gone = erased.find(submitted->exhibit.file->sha256);
            if (gone != erased.end() && stored.position <= gone->second) continue;
            TRY(seen({.position = stored.position,
                      .case_id = stored.case_id,
                      .exhibit = submitted->exhibit.exhibit_id,
                      .file = *submitted->exhibit.file}));
        }
        if (events.size() < app::kPageMax) return {};
        from = events.back().position + 1;
    }
}

std::string told(const NamedFile& named, const std::string& what) {
    return "exhibit " + named.exhibit.value() + " of case " + named.case_id.value() +
           ": its file " + named.file.sha256 + ' ' + what;
}

Result<std::vector<FileFault>> check_exhibits(app::Store& store, const ShopId& shop,
                                              const vault::FolderVault& vault,
                                              const std::function<bool()>& goes_on) {
    std::vector<FileFault> faults;
    std::set<std::string> good;
    TRY(each_named_file(store, shop, [&](const NamedFile& named) -> Result<void> {
        if (goes_on && !goes_on()) return fail(ErrorCode::Unavailable, "stopped");
        if (good.contains(named.file.sha256)) return {};
        const auto bytes = vault.check(shop, named.file.sha256);
        if (bytes) {
            good.insert(named.file.sha256);
            return {};
        }
        const bool is_lost = bytes.error().code == ErrorCode::NotFound;
        const bool is_changed = bytes.error().code == ErrorCode::Corrupt;
        faults.push_back(
            {.position = named.position,
             .what = told(named, is_lost      ? "is lost"
                                 : is_changed ? "was changed since it was handed in"
                                              : "cannot be read: " + bytes.error().context)});
        return {};
    }));
    return faults;
}

}  // namespace pingli::server
