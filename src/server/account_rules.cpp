#include "server/account_rules.hpp"

#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

namespace pingli::server {

namespace {

Result<std::string> read_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (text.empty()) return fail(ErrorCode::Unavailable, path.string() + ": cannot be read");
    return text;
}

}  // namespace

Result<accounts::AccountRules> account_rules(const std::filesystem::path& folder, app::Shops& shops,
                                             std::function<Instant()> now) {
    const std::string common = TRY(read_text(folder / "common.txt"));
    const std::string rows = TRY(read_text(folder / "rows.txt"));
    const std::string syllables = TRY(read_text(folder / "pinyin.txt"));
    const std::string characters = TRY(read_text(folder / "characters.txt"));
    accounts::AccountRules rules;
    rules.guesses = std::make_shared<const accounts::GuessBook>(accounts::GuessBook::Texts{
        .common_words = common, .rows = rows, .syllables = syllables, .characters = characters});
    rules.words_of = [&shops, now = std::move(now)](const accounts::Account& account) {
        std::vector<std::string> names;
        for (const accounts::Membership& membership : account.memberships)
            if (const auto shop = shops.find(membership.shop, now())) names.push_back(shop->name);
        return names;
    };
    return rules;
}

}  // namespace pingli::server
