#include "server/open_store.hpp"

#include "app/transfer.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::server {

Result<std::unique_ptr<app::Store>> open_store(const std::string& url, store::Options options) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (url.starts_with(kSqlite))
        return std::unique_ptr<app::Store>{
            TRY(store::SqliteStore::open(url.substr(kSqlite.size()), std::move(options)))};
    if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
        return std::unique_ptr<app::Store>{
            TRY(store::PostgresStore::open(url, std::move(options)))};
    return fail(ErrorCode::Invalid, "--database: expected sqlite:PATH or postgres://…");
}

Result<std::unique_ptr<app::Store>> open_whole_store(const std::string& url,
                                                     store::Options options) {
    auto store = TRY(open_store(url, std::move(options)));
    TRY(app::refuse_half_import(*store));
    return store;
}

}  // namespace pingli::server
