// Sends one web-hook and says what came back (libcurl). Blocks for kSendFor at most; from a thread
// of its own. Redirections are not followed, certificates are checked, and only addresses of the
// open Internet are called, whatever a name resolves to.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace pingli::notify {

constexpr std::chrono::milliseconds kConnectFor{5'000};
constexpr std::chrono::milliseconds kSendFor{15'000};
constexpr std::size_t kAnswerBytesMax = 64 << 10;  // read and thrown away

struct Hook {
    std::string url;
    std::string body;
    std::string media_type = "application/json";
    // "Pingli-Event", "Pingli-Delivery", "Pingli-Signature" …; values without line breaks.
    std::vector<std::pair<std::string, std::string>> fields;
};

enum class Reach : std::uint8_t {
    PublicOnly,
    Anywhere,  // for tests and for receivers in the same house; http is taken too
};

class Sender {
public:
    // Fails with Unavailable when libcurl does not start.
    static Result<Sender> open(Reach reach);
    Sender(Sender&&) noexcept;
    Sender& operator=(Sender&&) noexcept;
    ~Sender();

    // The status of the answer. Fails with Invalid (URL, fields) and Unavailable (no answer).
    // One thread at a time.
    Result<int> send(const Hook& hook);

private:
    struct State;
    explicit Sender(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pingli::notify
