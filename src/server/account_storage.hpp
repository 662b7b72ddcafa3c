// Accounts in the store's reference tables.

#pragma once

#include "accounts/storage.hpp"
#include "app/event_store.hpp"

namespace pingli::server {

class AccountStorage final : public accounts::Storage {
public:
    explicit AccountStorage(app::Records& records) : records_(records) {}

    Result<void> write(const std::vector<accounts::Write>& all) override;
    Result<accounts::Item> get(const std::string& kind, const std::string& key,
                               Instant now) override;
    Result<std::vector<accounts::Item>> list(const std::string& kind,
                                             const std::string& prefix) override;
    Result<bool> remove(const std::string& kind, const std::string& key) override;

private:
    app::Records& records_;
};

}  // namespace pingli::server
