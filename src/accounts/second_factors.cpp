#include "accounts/second_factors.hpp"

#include <algorithm>
#include <charconv>

#include "accounts/totp.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {

namespace {

const std::string kSecondFactorKind = "second_factor";
// Base32, 120 bits: nobody can try them all, so a plain digest is enough to keep.
constexpr std::size_t kRecoveryChars = 24;

// As people type it: without the dashes, in either case.
std::string normal_code(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

std::string shown(const std::string& code) {
    return code.substr(0, 8) + "-" + code.substr(8, 8) + "-" + code.substr(16);
}

}  // namespace

std::string encode(const SecondFactor& factor) {
    RecordWriter out;
    out.add("secret", factor.secret).add("is_on", factor.is_on ? "yes" : "");
    out.add("made_at", factor.made_at).add("used", std::to_string(factor.used));
    for (const std::string& digest : factor.recovery) out.add("recovery", digest);
    return out.take();
}

std::optional<SecondFactor> decode_second_factor(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto made_at = record.instant("made_at");
    const auto used = record.whole("used");
    if (!made_at || !used || record.text("secret").empty()) return std::nullopt;
    return SecondFactor{.secret = record.text("secret"),
                        .is_on = record.text("is_on") == "yes",
                        .made_at = *made_at,
                        .used = *used,
                        .recovery = record.texts("recovery")};
}

Result<std::optional<SecondFactor>> SecondFactors::find(const UserId& user, Instant now) {
    const auto item = storage_.get(kSecondFactorKind, user.value(), now);
    if (!item && item.error().code == ErrorCode::NotFound) return std::optional<SecondFactor>{};
    if (!item) return std::unexpected{item.error()};
    auto factor = decode_second_factor(item->bytes);
    // What cannot be read must not be as if there were none.
    if (!factor) return fail(ErrorCode::Corrupt, "a second factor's record cannot be read");
    return factor;
}

Result<bool> SecondFactors::update(const UserId& user, Instant now, const Change& change) {
    for (int i = 0; i < kWriteTriesMax; ++i) {
        auto factor = TRY(find(user, now));
        const auto before = factor;
        std::vector<Write> writes;
        if (!TRY(change(factor, writes)) || !factor) return false;
        writes.push_back({.kind = kSecondFactorKind,
                          .item = {.key = user.value(), .bytes = encode(*factor)},
                          .when = before ? Put::IfUnchanged : Put::IfAbsent,
                          .before = before ? encode(*before) : std::string{}});
        const auto done = storage_.write(writes);
        if (done) return true;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a second factor is changed by too many at once");
}

Result<std::string> SecondFactors::begin(const UserId& user, Instant now) {
    std::string secret = make_totp_secret(random_);
    const bool begun =
        TRY(update(user, now, [&](std::optional<SecondFactor>& factor, auto&) -> Result<bool> {
            if (factor && factor->is_on) return false;
            factor = SecondFactor{
                .secret = secret, .is_on = false, .made_at = now, .used = 0, .recovery = {}};
            return true;
        }));
    if (!begun) return fail(ErrorCode::VersionConflict, "a second factor is on");
    return secret;
}

Result<std::optional<SecondFactors::Confirmed>> SecondFactors::confirm(const UserId& user,
                                                                       std::string_view code,
                                                                       Instant now) {
    auto factor = TRY(find(user, now));
    if (!factor || factor->is_on) return std::optional<Confirmed>{};
    const std::string before = encode(*factor);
    const auto step = find_totp_step(factor->secret, code, at(now), factor->used);
    if (!step) return std::optional<Confirmed>{};
    factor->used = *step;
    factor->is_on = true;
    Confirmed out;
    for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
        const auto plain = to_base32(make_totp_secret(random_)).substr(0, kRecoveryChars);
        factor->recovery.push_back(digest_of(plain));
        out.codes.push_back(shown(plain));
    }
    out.write = {.kind = kSecondFactorKind,
                 .item = {.key = user.value(), .bytes = encode(*factor)},
                 .when = Put::IfUnchanged,
                 .before = before};
    return std::optional{std::move(out)};
}

// Of many who come with one code at once, one gets in.
Result<CodeKind> SecondFactors::use(const UserId& user, std::string_view code, const Write& told,
                                    Instant now) {
    CodeKind kind = CodeKind::None;
    const bool is_used = TRY(update(
        user, now,
        [&](std::optional<SecondFactor>& factor, std::vector<Write>& writes) -> Result<bool> {
            if (!factor || !factor->is_on) return false;
            if (const auto step = find_totp_step(factor->secret, code, at(now), factor->used)) {
                factor->used = *step;
                kind = CodeKind::App;
                return true;
            }
            kind = CodeKind::Recovery;
            writes.push_back(told);
            return std::erase(factor->recovery, digest_of(normal_code(code))) > 0;
        }));
    return is_used ? kind : CodeKind::None;
}

Result<std::optional<Write>> SecondFactors::removal(const UserId& user, Instant now) {
    const auto item = storage_.get(kSecondFactorKind, user.value(), now);
    if (!item && item.error().code == ErrorCode::NotFound) return std::optional<Write>{};
    if (!item) return std::unexpected{item.error()};
    return std::optional{Write{.kind = kSecondFactorKind,
                               .item = {.key = user.value()},
                               .when = Put::IfUnchanged,
                               .before = item->bytes,
                               .removes = true}};
}

}  // namespace pingli::accounts
