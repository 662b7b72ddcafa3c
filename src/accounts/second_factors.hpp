// A second factor beside the password: codes of an authenticator app, and ten recovery codes for
// when it is lost. A code is good once. Over a Storage; thread-safe, also
// against another program at the same store.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/secret.hpp"
#include "accounts/storage.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

constexpr std::size_t kRecoveryCodes = 10;

struct SecondFactor {
    std::string secret;  // raw bytes
    bool is_on = false;  // not before the holder has shown a code of it
    Instant made_at;
    std::int64_t used = 0;              // the step of the last code that was taken
    std::vector<std::string> recovery;  // digests of the codes that are left
    friend bool operator==(const SecondFactor&, const SecondFactor&) = default;
};
enum class CodeKind : std::uint8_t { None, App, Recovery };  // what a code was good as

class SecondFactors {
public:
    // `code_clock`: what authenticator apps go by; none: the time that is given.
    SecondFactors(Storage& storage, Random random, std::function<Instant()> code_clock = {})
        : storage_(storage), random_(std::move(random)), code_clock_(std::move(code_clock)) {}

    // Nothing: the account has none. Also one that is not on yet.
    Result<std::optional<SecondFactor>> find(const UserId& user, Instant now);
    // A new secret, not yet on; in place of one that was not. VersionConflict: one is on.
    Result<std::string> begin(const UserId& user, Instant now);
    // On from now on, if `code` is of the secret: the recovery codes, told once. Nothing: it is
    // not.
    struct Confirmed {
        std::vector<std::string> codes;
        Write write;  // what is to be written for it
    };
    Result<std::optional<Confirmed>> confirm(const UserId& user, std::string_view code,
                                             Instant now);
    // What it is good as, and it is used up. Of one for recovery somebody is `told`: both are
    // written, or neither.
    Result<CodeKind> use(const UserId& user, std::string_view code, const Write& told, Instant now);
    // What is to be written to remove it. Nothing: there is none.
    Result<std::optional<Write>> removal(const UserId& user, Instant now);

private:
    // The factor as it is now, changed, and what `change` adds to the write; begins anew when
    // another was faster. What `change` answers without writing ends it.
    using Change = std::function<Result<bool>(std::optional<SecondFactor>&, std::vector<Write>&)>;
    Result<bool> update(const UserId& user, Instant now, const Change& change);
    [[nodiscard]] Instant at(Instant now) const { return code_clock_ ? code_clock_() : now; }

    Storage& storage_;
    Random random_;
    std::function<Instant()> code_clock_;
};

std::string encode(const SecondFactor& factor);
std::optional<SecondFactor> decode_second_factor(std::string_view bytes);

}  // namespace pingli::accounts
