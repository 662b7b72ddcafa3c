#include "vault/clamd.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>

#include "support/temporary_folder.hpp"

namespace pingli::vault {
namespace {

using namespace std::literals;

// What a daemon hears from one who asks, and answers.
class Daemon {
public:
    // With a pause it hears and says a byte at a time.
    Daemon(const std::filesystem::path& path, std::string answer, std::size_t hears_at_most,
           std::chrono::milliseconds pause = {})
        : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.string().size());
        EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
        EXPECT_EQ(::listen(listener_, 1), 0);
        thread_ = std::jthread{[this, answer = std::move(answer), hears_at_most, pause] {
            const int asker = ::accept(listener_, nullptr, nullptr);
            std::array<char, 4096> piece{};
            while (heard_.size() < hears_at_most && !heard_.ends_with("\0\0\0\0"sv)) {
                const auto read = ::recv(asker, piece.data(), piece.size(), 0);
                if (read <= 0) break;
                heard_.append(piece.data(), static_cast<std::size_t>(read));
            }
            const std::size_t at_once = pause.count() > 0 ? 1 : answer.size();
            for (std::size_t at = 0; at < answer.size(); at += at_once) {
                std::this_thread::sleep_for(pause);
                if (::send(asker, answer.data() + at, at_once, MSG_NOSIGNAL) < 0) break;
            }
            ::close(asker);
        }};
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    ~Daemon() { ::close(listener_); }
    std::string heard() {
        thread_.join();
        return heard_;
    }

private:
    int listener_;
    std::string heard_;
    std::jthread thread_;
};

struct Asked {
    Result<std::optional<std::string>> told;
    std::string heard;
};

Asked ask(const std::string& answer, const std::string& bytes,
          std::size_t hears_at_most = 1U << 20U) {
    const support::TemporaryFolder folder;
    std::ofstream{folder.path() / "file", std::ios::binary} << bytes;
    Daemon daemon{folder.path() / "socket", answer, hears_at_most};
    Clamd scanner{folder.path() / "socket", std::chrono::seconds{5}};
    auto told = scanner.harm_in((folder.path() / "file").string());
    return {.told = std::move(told), .heard = daemon.heard()};
}

// ASVS V5.4.3: the form of clamd(8).
TEST(Clamd, SendsTheFileInPiecesAndReadsWhatItIsCalled) {
    const Asked well = ask("stream: OK\0"s, "abc");
    ASSERT_TRUE(well.told.has_value());
    EXPECT_FALSE(well.told->has_value());
    EXPECT_EQ(well.heard, "zINSTREAM\0\0\0\0\3abc\0\0\0\0"sv);
    const Asked harmful = ask("stream: Win.Test.EICAR_HDB-1 FOUND\0"s, "abc");
    ASSERT_TRUE(harmful.told.has_value());
    EXPECT_EQ(*harmful.told, "Win.Test.EICAR_HDB-1");
}

TEST(Clamd, WithoutAnAnswerNobodyKnows) {
    for (const std::string& answer : {""s, "stream: OK"s, "INSTREAM size limit exceeded. ERROR\0"s,
                                      "nonsense\0"s, std::string(8U << 10U, 'x')})
        EXPECT_FALSE(ask(answer, "abc").told) << answer.substr(0, 40);
    // It hangs up in the middle and says that all is well: of what, it cannot know.
    EXPECT_FALSE(ask("stream: OK\0"s, std::string(8U << 20U, 'x'), 100).told);
    Clamd nobody{"/nonexistent/socket", std::chrono::seconds{1}};
    EXPECT_FALSE(nobody.harm_in("/nonexistent/file"));
}

// Its patience was for each byte: a scanner that said one a second held an upload for ever.
TEST(Clamd, WaitsOnceForAllThatIsSaid) {
    const support::TemporaryFolder folder;
    std::ofstream{folder.path() / "file", std::ios::binary} << "abc";
    using Clock = std::chrono::steady_clock;
    Clock::duration took{};
    {
        Daemon daemon{folder.path() / "socket", std::string(60, 'x'), 1U << 20U, 50ms};
        Clamd scanner{folder.path() / "socket", 200ms};
        const auto begun = Clock::now();
        EXPECT_FALSE(scanner.harm_in((folder.path() / "file").string()));
        took = Clock::now() - begun;
        daemon.heard();
    }
    EXPECT_GE(took, 200ms);
    EXPECT_LT(took, 2s);
}

}  // namespace
}  // namespace pingli::vault
