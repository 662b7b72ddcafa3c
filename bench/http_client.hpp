// One connection to the server, kept open; no library between us and what is measured.

#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"

namespace pingli::bench {

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        PINGLI_ASSERT(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) ==
                      0);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(socket_); }

    // The whole answer, head and body.
    std::string post(const std::string& path, const std::string& body, const std::string& fields) {
        return ask("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
                   "Content-Type: application/json\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    std::string get(const std::string& path, const std::string& fields) {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    }

private:
    std::string ask(const std::string& out) {
        for (std::size_t sent = 0; sent < out.size();) {
            const auto n = ::send(socket_, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
            PINGLI_ASSERT(n > 0);
            sent += static_cast<std::size_t>(n);
        }
        constexpr std::string_view kLength = "Content-Length: ";
        std::string in;
        std::array<char, 16384> block{};
        for (std::size_t whole = std::string::npos; in.size() < whole;) {
            const auto n = ::recv(socket_, block.data(), block.size(), 0);
            PINGLI_ASSERT(n > 0);
            in.append(block.data(), static_cast<std::size_t>(n));
            const auto end = in.find("\r\n\r\n");
            const auto length = in.find(kLength);
            if (end == std::string::npos || length > end) continue;
            whole = end + 4 + std::stoul(in.substr(length + kLength.size(), 20));
        }
        return in;
    }
    int socket_;
};

}  // namespace pingli::bench
