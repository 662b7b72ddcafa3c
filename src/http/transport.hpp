// Inside of http only: the byte stream of a connection, with or without TLS, and Beast's parser
// turned towards our own values. Only three sources include this.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "http/fields.hpp"

namespace pingli::http {

namespace net = boost::asio;
namespace beast = boost::beast;
using Socket = net::basic_stream_socket<net::ip::tcp, net::strand<net::io_context::executor_type>>;
using SslStream = net::ssl::stream<Socket&>;
using ErrorNumber = boost::system::error_code;

class Stream {
public:
    Stream(Socket socket, net::ssl::context* tls) : socket_(std::move(socket)) {
        if (tls != nullptr) ssl_.emplace(socket_, *tls);
    }

    // NOLINTNEXTLINE(readability-identifier-naming): as Asio names it.
    using executor_type = Socket::executor_type;
    executor_type get_executor() { return socket_.get_executor(); }
    Socket& socket() { return socket_; }
    [[nodiscard]] bool is_secure() const { return ssl_.has_value(); }
    SslStream& ssl() { return *ssl_; }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        if (ssl_) {
            ssl_->async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            socket_.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }
    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        if (ssl_) {
            ssl_->async_write_some(buffers, std::forward<Handler>(handler));
        } else {
            socket_.async_write_some(buffers, std::forward<Handler>(handler));
        }
    }

private:
    Socket socket_;
    std::optional<SslStream> ssl_;
};

// Beast calls these as it reads; nothing is kept twice.
class RequestParser : public beast::http::basic_parser<true> {
public:
    using Body = std::function<bool(std::string_view)>;  // false = stop reading

    std::string method;
    std::string target;
    Fields fields;
    bool is_version_1_1 = false;
    Body on_body;

private:
    using Verb = beast::http::verb;
    using Name = beast::http::field;
    using View = beast::string_view;

    void on_request_impl(Verb, View verb, View where, int version, ErrorNumber&) override {
        method = verb;
        target = where;
        is_version_1_1 = version == 11;
    }
    void on_response_impl(int, View, int, ErrorNumber&) override {}
    void on_field_impl(Name, View name, View value, ErrorNumber&) override {
        // Trailers come through here too, and must not pass for fields.
        if (!is_header_done()) add_field(fields, name, value);
    }
    void on_header_impl(ErrorNumber&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorNumber&) override {}
    std::size_t on_body_impl(View bytes, ErrorNumber& error) override { return give(bytes, error); }
    void on_chunk_header_impl(std::uint64_t, View, ErrorNumber&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, View bytes, ErrorNumber& error) override {
        return give(bytes, error);
    }
    void on_finish_impl(ErrorNumber&) override {}

    std::size_t give(View bytes, ErrorNumber& error) const {
        if (!on_body(bytes)) error = net::error::operation_aborted;
        return bytes.size();
    }
};

}  // namespace pingli::http
