#include "api/once.hpp"

#include <memory>

#include "api/answers.hpp"
#include "api/credential.hpp"
#include "api/session_answer.hpp"
#include "app/transfer.hpp"
#include "app/turnstiles.hpp"
#include "base/assert.hpp"
#include "base/base64.hpp"
#include "base/record_form.hpp"
#include "base/seal.hpp"
#include "base/sha256.hpp"

namespace pingli::api {

namespace {

constexpr Duration kKeptFor = std::chrono::hours{48};
constexpr std::chrono::milliseconds kWaitForTurn{5'000};

struct Kept {
    std::string route;
    std::string body_hash;
    std::string new_id;  // the first that it took
    int status = 0;      // 0: begun, and not known to be done
    std::string sealed;  // the answer's body
    std::string location;
};

std::string encode(const Kept& kept) {
    return RecordWriter{}
        .add("route", kept.route)
        .add("body_hash", kept.body_hash)
        .add("new_id", kept.new_id)
        .add("status", std::to_string(kept.status))
        .add("sealed", to_base64(kept.sealed))
        .add("location", kept.location)
        .take();
}

Kept decode(std::string_view bytes) {
    const RecordReader reader{bytes};
    return {.route = reader.text("route"),
            .body_hash = reader.text("body_hash"),
            .new_id = reader.text("new_id"),
            .status = static_cast<int>(reader.whole("status").value_or(0)),
            .sealed = from_base64(reader.text("sealed")).value_or(std::string{}),
            .location = reader.text("location")};
}

class Once {
public:
    Once(const Services& services, const http::Request& request, const UserId& user,
         std::string_view key)
        : services_(services), record_key_(user.value() + '/' + sha256_hex(key)) {
        for (const std::string& segment : request.path) asked_.route += '/' + segment;
        asked_.route = std::string{http::to_text(request.method)} + ' ' + asked_.route;
        asked_.body_hash = sha256_hex(request.body);
        // 32 bytes that only the holder of the session or of the token can make again.
        const auto shown = credential_of(request, is_secure(services, request));
        PINGLI_ASSERT(shown.has_value());  // else nobody would be known
        const std::string credential{shown->secret};
        seal_key_ = accounts::derive((shown->is_token ? "Bearer " : "") + credential,
                                     "idempotency " + std::string{key})
                        .substr(0, kSealKeyBytes);
    }

    template <class Run>
    http::Response answer(const Run& run) {
        const Instant now = services_.now();
        const auto record = services_.store.get(app::kRequestKind, record_key_, now);
        if (!record && record.error().code != ErrorCode::NotFound)
            return from_error(record.error());
        if (record) {
            const Kept kept = decode(record->bytes);
            if (kept.route != asked_.route || kept.body_hash != asked_.body_hash)
                return from_error({.code = ErrorCode::KeyReused, .context = {}});
            if (kept.status != 0) return again(kept);
            asked_.new_id = kept.new_id;
        } else {
            asked_.new_id = services_.new_id();
            if (const auto done = put(now); !done) return from_error(done.error());
        }
        return first(run, now);
    }

private:
    template <class Run>
    http::Response first(const Run& run, Instant now) {
        Services services = services_;
        auto id = std::make_shared<std::string>(asked_.new_id);
        services.new_id = [&, id] {
            return id->empty() ? services_.new_id() : std::exchange(*id, {});
        };
        http::Response response = run(services);
        const auto* body = std::get_if<std::string>(&response.body);
        if (response.status >= 500) return response;  // it may be half done
        if (response.status >= 300 || body == nullptr) {
            // Nothing was made: the key is free again.
            if (const auto gone = services_.store.remove(app::kRequestKind, record_key_); !gone)
                return from_error(gone.error());
            return response;
        }
        std::string nonce(kSealNonceBytes, '\0');
        services_.random(std::as_writable_bytes(std::span{nonce}));
        asked_.status = response.status;
        asked_.sealed = seal(seal_key_, nonce, record_key_, *body);
        asked_.location = http::find(response.fields, "Location").value_or("");
        if (const auto done = put(now); !done) return from_error(done.error());
        return response;
    }

    http::Response again(const Kept& kept) {
        auto body = open_sealed(seal_key_, record_key_, kept.sealed);
        if (!body) return conflict(say("conflict.told_once"));
        http::Response response = json(kept.status, std::move(*body));
        if (!kept.location.empty())
            response.fields.push_back({.name = "Location", .value = kept.location});
        response.fields.push_back({.name = "Idempotency-Replayed", .value = "true"});
        return response;
    }

    Result<void> put(Instant now) {
        return services_.store.put(
            app::kRequestKind,
            {.key = record_key_, .bytes = encode(asked_), .expires_at = now + kKeptFor},
            app::Put::Always);
    }

    const Services& services_;
    std::string record_key_;
    Kept asked_;
    std::string seal_key_;
};

template <class Who>
const UserId& user_of(const Who& who) {
    if constexpr (std::is_same_v<Who, Visitor>)
        return who.user();
    else
        return who.visitor.user();
}

template <class Who, class Route>
Route make_once(Route route) {
    // Of two of the same key at the same time the second waits for the answer of the first.
    return [route = std::move(route), turns = std::make_shared<app::Turnstiles>()](
               const Services& services, http::Request& request, Who who) -> http::Response {
        const auto key = idempotency_key(request);
        if (!key) return key.error();
        if (!*key) return route(services, request, std::move(who));
        const auto turn = turns->enter(user_of(who).value() + '\n' + **key, kWaitForTurn);
        if (!turn) return from_error({.code = ErrorCode::Unavailable, .context = {}});
        Once one{services, request, user_of(who), **key};
        return one.answer([&](const Services& with) { return route(with, request, who); });
    };
}

}  // namespace

std::expected<std::optional<std::string>, http::Response> idempotency_key(
    const http::Request& request) {
    const auto key = http::find(request.fields, kIdempotencyField);
    if (!key) return std::nullopt;
    if (key->empty() || key->size() > kIdempotencyKeyBytesMax)
        return std::unexpected(from_fault(
            {.field = std::string{kIdempotencyField}, .expected = say("field.bytes_1_100")}));
    return std::string{*key};
}

VisitorRoute once(VisitorRoute route) {
    return make_once<Visitor>(std::move(route));
}

MemberRoute once(MemberRoute route) {
    return make_once<Member>(std::move(route));
}

}  // namespace pingli::api
