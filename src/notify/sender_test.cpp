#include "notify/sender.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

namespace pingli::notify {
namespace {

// Takes one request on a free port and gives one answer.
class Receiver {
public:
    explicit Receiver(std::string answer)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)), answer_(std::move(answer)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        EXPECT_TRUE(::bind(socket_, raw, size) == 0 && ::listen(socket_, 1) == 0 &&
                    ::getsockname(socket_, raw, &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread{[this] { serve(); }};
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    ~Receiver() { finish(); }

    [[nodiscard]] std::string url(const std::string& scheme = "http") const {
        return scheme + "://127.0.0.1:" + std::to_string(port_) + "/hook";
    }
    // What came; after it nothing comes any more.
    std::string finish() {
        ::shutdown(socket_, SHUT_RDWR);
        if (thread_.joinable()) thread_.join();
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
        return received_;
    }

private:
    void serve() {
        const int peer = ::accept(socket_, nullptr, nullptr);
        if (peer < 0) return;
        std::array<char, 4096> piece{};
        while (!received_.ends_with("{\"a\":1}")) {
            const ssize_t got = ::recv(peer, piece.data(), piece.size(), 0);
            if (got <= 0) break;
            received_.append(piece.data(), static_cast<std::size_t>(got));
        }
        static_cast<void>(::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL));
        ::close(peer);
    }

    int socket_;
    std::string answer_;
    std::uint16_t port_ = 0;
    std::string received_;
    std::jthread thread_;
};

Hook hook(std::string url) {
    return {.url = std::move(url), .body = "{\"a\":1}", .fields = {{"Pingli-Event", "deadline"}}};
}

TEST(Sender, PostsTheBodyWithItsFields) {
    Receiver receiver{"HTTP/1.1 204 No Content\r\n\r\n"};
    auto sender = Sender::open(Reach::Anywhere);
    EXPECT_EQ(sender->send(hook(receiver.url())), 204);
    const std::string got = receiver.finish();
    EXPECT_TRUE(got.starts_with("POST /hook HTTP/1.1\r\n"));
    for (const char* part : {"Content-Type: application/json\r\n", "Pingli-Event: deadline\r\n",
                             "Content-Length: 7\r\n", "\r\n\r\n{\"a\":1}"})
        EXPECT_TRUE(got.contains(part)) << part;
}

TEST(Sender, FollowsNobodyElsewhere) {
    const Receiver receiver{"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"};
    auto sender = Sender::open(Reach::Anywhere);
    EXPECT_EQ(sender->send(hook(receiver.url())), 302);
}

TEST(Sender, ReadsNoEndlessAnswer) {
    const Receiver receiver{"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" +
                            std::string(1'000'000, 'x')};
    auto sender = Sender::open(Reach::Anywhere);
    EXPECT_EQ(sender->send(hook(receiver.url())), 200);
}

// proves issue 3: a web-hook is no way into the server's own network
TEST(Sender, CallsNobodyInside) {
    Receiver receiver{"HTTP/1.1 200 OK\r\n\r\n"};
    auto sender = Sender::open(Reach::PublicOnly);
    EXPECT_EQ(sender->send(hook(receiver.url())).error().code, ErrorCode::Invalid);
    EXPECT_EQ(sender->send(hook(receiver.url("https"))).error().code, ErrorCode::Unavailable);
    EXPECT_EQ(receiver.finish(), "");
}

TEST(Sender, SaysThatNobodyAnswers) {
    auto sender = Sender::open(Reach::Anywhere);
    EXPECT_EQ(sender->send(hook("http://127.0.0.1:1/")).error().code, ErrorCode::Unavailable);
    Hook split = hook("http://127.0.0.1:1/");
    split.fields.emplace_back("X", "a\r\nY: b");
    EXPECT_EQ(sender->send(split).error().code, ErrorCode::Invalid);
}

}  // namespace
}  // namespace pingli::notify
