#include "server/exhibit_files.hpp"

#include <optional>
#include <set>

#include "codec/case_codec.hpp"
#include "server/erasure_notes.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

// Nothing: it hands in no file, or cannot be read.
std::optional<NamedFile> named_by(const codec::JsonCaseCodec& codec, SealedShut& shut,
                                  const app::StoredEvent& stored) {
    if (stored.type != cases::EvidenceSubmitted::kType) return std::nullopt;
    const auto event = codec.decode(stored.body, shut);
    const auto* const submitted =
        event ? std::get_if<cases::EvidenceSubmitted>(&event->what) : nullptr;
    if (submitted == nullptr || !submitted->exhibit.file) return std::nullopt;
    return NamedFile{.position = stored.position,
                     .case_id = stored.case_id,
                     .exhibit = submitted->exhibit.exhibit_id,
                     .file = *submitted->exhibit.file};
}

bool is_erased(const ErasedFiles& erased, const NamedFile& named) {
    const auto gone = erased.find(named.file.sha256);
    return gone != erased.end() && named.position <= gone->second;
}

Said fate_of(const Error& error) {
    if (error.code == ErrorCode::NotFound) return say("audit.file_lost");
    if (error.code == ErrorCode::Corrupt) return say("audit.file_changed");
    return say("audit.file_unread", error.context);
}

}  // namespace

Result<void> each_named_file(app::Store& store, const ShopId& shop,
                             const std::function<Result<void>(const NamedFile&)>& seen) {
    const codec::JsonCaseCodec codec;
    SealedShut shut;
    const ErasedFiles erased = TRY(erased_files(store, shop));
    for (std::int64_t from = 1;;) {
        const auto events = TRY(store.read_shop(shop, from, app::kPageMax));
        for (const app::StoredEvent& stored : events)
            if (const auto named = named_by(codec, shut, stored);
                named && !is_erased(erased, *named))
                TRY(seen(*named));
        if (events.size() < app::kPageMax) return {};
        from = events.back().position + 1;
    }
}

Said told(const NamedFile& named, const Said& fate) {
    return say("audit.exhibit", named.exhibit.value(), named.case_id.value(), named.file.sha256,
               fate);
}

Result<CheckedFiles> check_exhibits(app::Store& store, const ShopId& shop,
                                    const vault::FolderVault& vault,
                                    const std::function<bool()>& goes_on) {
    CheckedFiles checked;
    std::set<std::string> good;
    std::set<std::string> bad;
    TRY(each_named_file(store, shop, [&](const NamedFile& named) -> Result<void> {
        if (goes_on && !goes_on()) return fail(ErrorCode::Unavailable, "stopped");
        if (good.contains(named.file.sha256)) return {};
        const auto bytes = vault.check(shop, named.file.sha256);
        (bytes ? good : bad).insert(named.file.sha256);
        if (bytes) return {};
        checked.faults.push_back(
            {.position = named.position, .what = told(named, fate_of(bytes.error()))});
        return {};
    }));
    checked.count = std::ssize(good) + std::ssize(bad);
    return checked;
}

}  // namespace pingli::server
