#include "vault/clamd.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <thread>

namespace pingli::vault {

namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::size_t kAnswerBytesMax = 4U << 10U;
constexpr std::chrono::milliseconds kAskedAgainAfter{20};
constexpr std::string_view kAsk{"zINSTREAM\0", 10};

std::unexpected<Error> silent(const char* why) {
    return fail(ErrorCode::Unavailable, std::string{"scanner: "} + why);
}

class Handle {
public:
    explicit Handle(int fd) : fd_(fd) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

// The daemon at the other end, and until when it is waited for: once for all that is sent and
// heard, so that one who takes or says a byte now and then holds nobody.
class Line {
public:
    explicit Line(std::chrono::milliseconds patience)
        : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
          until_(Clock::now() + patience) {}

    bool open(const std::filesystem::path& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string name = path.string();
        if (!socket_.is_open() || name.size() >= sizeof(address.sun_path)) return false;
        std::memcpy(address.sun_path, name.data(), name.size());
        while (true) {
            if (::connect(socket_.fd(), reinterpret_cast<const sockaddr*>(&address),
                          sizeof(address)) == 0)
                return true;
            // Too many ask it at once; such a socket tells nobody when there is room.
            if (errno != EAGAIN || Clock::now() >= until_) return false;
            std::this_thread::sleep_for(kAskedAgainAfter);
        }
    }

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            if (!is_ready(POLLOUT)) return false;
            const auto sent = ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // Up to the zero byte that ends it; empty when there is none in time.
    std::string read_answer() {
        std::string answer;
        std::array<char, 512> piece{};
        while (answer.size() < kAnswerBytesMax && is_ready(POLLIN)) {
            const auto read = ::recv(socket_.fd(), piece.data(), piece.size(), 0);
            if (read < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (read <= 0) return {};
            answer.append(piece.data(), static_cast<std::size_t>(read));
            if (const auto end = answer.find('\0'); end != std::string::npos) {
                answer.resize(end);
                return answer;
            }
        }
        return {};
    }

private:
    using Clock = std::chrono::steady_clock;

    // False: the time is over.
    bool is_ready(short what) {
        while (true) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(until_ - Clock::now()).count();
            if (left <= 0) return false;
            pollfd asked{.fd = socket_.fd(), .events = what, .revents = 0};
            const int found = ::poll(&asked, 1, static_cast<int>(left));
            if (found > 0) return true;
            if (found < 0 && errno != EINTR) return false;
        }
    }

    Handle socket_;
    Clock::time_point until_;
};

// A piece: its length as four bytes, the highest first, then its bytes. None ends the file.
bool send_piece(Line& to, std::string_view bytes) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(bytes.size()));
    std::array<char, sizeof(length)> head{};
    std::memcpy(head.data(), &length, sizeof(length));
    return to.send({head.data(), head.size()}) && to.send(bytes);
}

// False too when the daemon hangs up: it has said why, e.g. that the file is too large for it.
bool send_file(Line& to, const Handle& file) {
    std::array<char, kPieceBytes> piece{};
    while (true) {
        const auto read = ::read(file.fd(), piece.data(), piece.size());
        if (read < 0) return false;
        if (read == 0) return send_piece(to, {});
        if (!send_piece(to, {piece.data(), static_cast<std::size_t>(read)})) return false;
    }
}

}  // namespace

Result<std::optional<std::string>> Clamd::harm_in(const std::string& path) {
    const Handle file{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
    if (!file.is_open()) return silent("the file cannot be read");
    Line daemon{patience_};
    if (!daemon.open(socket_)) return silent("nobody answers at its socket");
    const bool is_sent = daemon.send(kAsk) && send_file(daemon, file);
    const std::string answer = daemon.read_answer();
    constexpr std::string_view kBefore = "stream: ";
    constexpr std::string_view kFound = " FOUND";
    if (answer == "stream: OK" && is_sent) return std::nullopt;
    if (answer.starts_with(kBefore) && answer.ends_with(kFound))
        return answer.substr(kBefore.size(), answer.size() - kBefore.size() - kFound.size());
    return silent(answer.empty() ? "no answer in time" : "it could not look at the file");
}

}  // namespace pingli::vault
