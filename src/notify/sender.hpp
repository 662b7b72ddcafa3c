// Sends one web-hook and says what came back (libcurl). Blocks for kSendFor at most; from a thread
// of its own. Redirections are not followed, certificates are checked, and only addresses of the
// open Internet are called, whatever a name resolves to.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "notify/target.hpp"

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

class Sender {
public:
    // Fails with Unavailable when libcurl does not start.
    static Result<Sender> open(Reach reach);
    Sender(Sender&&) noexcept;
    Sender& operator=(Sender&&) noexcept;
    ~Sender();

    // The status of the answer. Fails with Invalid (URL, fields) and Unavailable (no answer).
    // `stop`, once true, ends it within a second: Unavailable. One thread at a time.
    Result<int> send(const Hook& hook, const std::atomic<bool>* stop = nullptr);

private:
    struct State;
    explicit Sender(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pingli::notify
