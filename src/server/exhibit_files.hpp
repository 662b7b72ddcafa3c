// The files of exhibits that a shop's events name, and whether the vault still has each as it was
// handed in.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "cases/exhibit.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::server {

struct NamedFile {
    std::int64_t position = 0;  // of the event that names it
    CaseId case_id;
    cases::ExhibitId exhibit;
    cases::FileRef file;
};

// Not those that were erased with their person. In order of position. `seen` may end the walk by
// failing. A body that cannot be read names nothing: the walk of the chain says that it was
// changed.
Result<void> each_named_file(app::Store& store, const ShopId& shop,
                             const std::function<Result<void>(const NamedFile&)>& seen);

struct FileFault {
    std::int64_t position = 0;
    Said what;
};
// "exhibit E of case C: its file PATH …"
Said told(const NamedFile& named, const Said& fate);

struct CheckedFiles {
    std::int64_t count = 0;
    std::vector<FileFault> faults;
};
// Every file that an event names is read, each hash once. Unavailable when `goes_on` said no.
Result<CheckedFiles> check_exhibits(app::Store& store, const ShopId& shop,
                                    const vault::FolderVault& vault,
                                    const std::function<bool()>& goes_on);

}  // namespace pingli::server
