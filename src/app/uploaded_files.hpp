// Files that people uploaded for exhibits: the bytes under their hash in the vault, and a record of
// what they are. A file that no case holds some time after it came is taken away again.
//
// In two steps, so that none is lost to a case: first nobody can hand it in any more (it goes), and
// much later, when every command that had seen it has long ended and still no event names it, the
// bytes are erased and then the record. A file that is just arriving goes as well until its bytes
// are in their place. So after a fall there are never bytes that no record names.

#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "app/vault.hpp"
#include "cases/types.hpp"

namespace pingli::app {

inline const std::string kFileKind = "file";  // of the records
std::string file_record_key(const ShopId& shop, const std::string& sha256);
// What can be handed in. NotFound also when it goes.
Result<cases::FileRef> find_file(Store& store, const ShopId& shop, const std::string& sha256,
                                 Instant now);
// The hashes of all that this person uploaded to the shop of late. Time grows with the files of the
// shop.
Result<std::vector<std::string>> uploaded_by(Store& store, const ShopId& shop, const UserId& who,
                                             Instant now);

struct NewFile {
    std::string path;  // of its bytes: moved away from there
    std::string sha256;
    std::int64_t bytes = 0;
    std::string name;
};

class UploadedFiles {
public:
    // Both outlive it.
    UploadedFiles(Store& store, Vault& vault) : store_(store), vault_(vault) {}

    Result<cases::FileRef> keep(const ShopId& shop, const UserId& by, const NewFile& file,
                                Instant now);
    [[nodiscard]] Result<cases::FileRef> find(const ShopId& shop, const std::string& sha256,
                                              Instant now) {
        return find_file(store_, shop, sha256, now);
    }
    // The bytes and the record, whoever brought them and whatever names them.
    Result<void> erase(const ShopId& shop, const std::string& sha256);
    // Whether it was this person who uploaded it, of late.
    [[nodiscard]] bool is_by(const ShopId& shop, const UserId& who, const std::string& sha256,
                             Instant now);

    // A file of which it is to be asked whether a case holds it.
    struct Doubtful {
        ShopId shop;
        std::string sha256;
        std::int64_t from = 1;     // of the shop's chain: no event before names it
        std::int64_t bytes = 0;    // of the file
        bool is_to_erase = false;  // it has gone long enough
        std::string record;        // as it was read
    };
    // In order of shop.
    Result<std::vector<Doubtful>> doubtful(Instant now);
    // What was found: held for ever, else one step on. Whether its bytes were erased.
    Result<bool> settle(const Doubtful& file, bool is_held, Instant now);

private:
    Result<std::optional<Doubtful>> look_at(const Record& record, Instant now);
    std::mutex& place_of(const std::string& sha256);

    Store& store_;
    Vault& vault_;
    // No bytes are erased while the same ones are being kept.
    std::array<std::mutex, 64> places_;
};

}  // namespace pingli::app
