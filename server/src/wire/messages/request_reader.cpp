// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/messages/request_reader.hpp"

#include "wire/messages/authority.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::wire {

namespace beast = boost::beast::http;

using http::Code;
using http::equal_ignoring_case;

struct RequestReader::Parser {
    beast::request_parser<beast::string_body> beast;

    std::size_t put(std::string_view bytes, boost::beast::error_code& code)
    {
        return beast.put(boost::asio::buffer(bytes.data(), bytes.size()), code);
    }
};

namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
/// Bytes for a chunk's size with its extensions, or for the trailers. No real client needs more.
constexpr std::size_t kMaxChunkLine = 8U << 10U;
constexpr std::size_t kShortestChunksEnd = 5;  // "0", a line end, and an empty line.

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// The characters that browsers don't escape (https://url.spec.whatwg.org/#query-percent-encode-set), which
/// are more than RFC 3986 allows.
bool is_query_letter(unsigned char letter)
{
    return letter > 0x20 && letter < 0x7F && letter != '"' && letter != '<' && letter != '>' && letter != '#';
}

bool is_path_letter(unsigned char letter)
{
    return is_query_letter(letter) && letter != '\\' && letter != '`' && letter != '{' && letter != '}';
}

bool consists_of(bool (*fits)(unsigned char), std::string_view text)
{
    return std::all_of(text.begin(), text.end(), fits);
}

/// Several Connection headers form one list (RFC 9110 §5.3); Beast only reads the first.
bool keeps_alive(http::Request const& request, bool http_1_0)
{
    auto const options = request.header_list("Connection");
    bool keeps = !http_1_0;
    for (auto const option : http::listed(options)) {
        if (equal_ignoring_case(option, "close"))
            return false;
        keeps = keeps || equal_ignoring_case(option, "keep-alive");
    }
    return keeps;
}

/// A folded line ("obs-fold") can hide a header from a proxy; RFC 9112 §5.2 allows refusing it.
bool has_folded_line(std::string_view head)
{
    return head.find("\r\n ") != std::string_view::npos || head.find("\r\n\t") != std::string_view::npos;
}

/// True for a complete request line with an unsupported HTTP version.
bool is_of_another_version(std::string_view head)
{
    auto const line = head.substr(0, head.find("\r\n"));
    auto const version = line.substr(line.rfind(' ') + 1);
    constexpr std::string_view kName = "HTTP/";
    auto const is_digit = [](char letter) { return '0' <= letter && letter <= '9'; };
    bool const is_one = version.size() == kName.size() + 3 && version.starts_with(kName) &&
                        is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    return is_one && version != "HTTP/1.1" && version != "HTTP/1.0";
}

}  // namespace

RequestReader::RequestReader(Limits const& limits) : limits_(limits)
{
    forget();
}

RequestReader::~RequestReader() = default;

void RequestReader::forget()
{
    parser_.reset();
    request_ = {};
    searched_ = 0;
    keep_alive_ = http_1_0_ = has_body_ = body_started_ = expects_continue_ = false;
}

RequestReader::Progress RequestReader::refuse(Code status, std::string detail)
{
    refusal_ = {status, std::move(detail)};
    return Progress::refused;
}

RequestReader::Progress RequestReader::read_head(std::string& input)
{
    // Skips one empty line before a request (RFC 9112 §2.2): old clients send one after a body.
    if (searched_ == 0 && input.starts_with("\r\n"))
        input.erase(0, 2);
    auto const end =
        input.find(kHeadEnd, searched_ < kHeadEnd.size() ? 0 : searched_ - (kHeadEnd.size() - 1));
    auto const size = end == std::string::npos ? input.size() : end + kHeadEnd.size();
    if (size > limits_.head_bytes && std::min(input.find("\r\n"), size) > limits_.target_bytes)
        return refuse(Code::RequestURI_Too_Long, "The requested address is too long.");
    if (size > limits_.head_bytes)
        return refuse(
            Code::Request_Header_Fields_Too_Large,
            "The request's header fields are longer than " + std::to_string(limits_.head_bytes) + " bytes.");
    if (end == std::string::npos) {
        searched_ = input.size();
        return Progress::needs_more;
    }
    auto const progress = parse_head(std::string_view(input).substr(0, size));
    input.erase(0, size);
    searched_ = 0;
    return progress;
}

RequestReader::Progress RequestReader::parse_head(std::string_view head)
{
    if (has_folded_line(head))
        return refuse(Code::Bad_Request, "A header field is continued on a second line.");
    parser_ = std::make_unique<Parser>();
    parser_->beast.header_limit(static_cast<std::uint32_t>(limits_.head_bytes));
    // The route's limit is set in read_body(), once the route is known.
    parser_->beast.body_limit(boost::none);
    boost::beast::error_code code;
    auto const used = parser_->put(head, code);
    if (code == beast::error::bad_version && is_of_another_version(head))
        return refuse(Code::HTTP_Version_Not_Supported, "This server supports HTTP/1.1 and HTTP/1.0.");
    if (code || used != head.size() || !parser_->beast.is_header_done())
        return refuse(Code::Bad_Request, "The request's header isn't valid HTTP.");
    copy_head();
    if (request_.headers.size() > limits_.header_fields)
        return refuse(
            Code::Request_Header_Fields_Too_Large,
            "The request has more than " + std::to_string(limits_.header_fields) + " header fields.");
    if (check_framing() == Progress::refused || check_target() == Progress::refused)
        return Progress::refused;
    return check_expectation();
}

/// Runs before the body is read, because Beast adds the trailers of a chunked body to the same fields.
void RequestReader::copy_head()
{
    auto const& message = parser_->beast.get();
    request_.method_name = std::string(view(message.method_string()));
    request_.method = http::method_of(request_.method_name);
    request_.path = std::string(view(message.target()));
    for (auto const& field : message)
        request_.headers.emplace_back(view(field.name_string()), view(field.value()));
    http_1_0_ = message.version() == 10;
    keep_alive_ = keeps_alive(request_, http_1_0_);
}

RequestReader::Progress RequestReader::check_framing()
{
    auto const count = [&](std::string_view name) {
        return std::count_if(request_.headers.begin(), request_.headers.end(),
                             [&](auto const& each) { return equal_ignoring_case(each.first, name); });
    };
    // If two of them differ, a proxy in front of this server may have used the other one.
    for (auto const* const name : {"Content-Type", "Expect", "Origin"})
        if (count(name) > 1)
            return refuse(Code::Bad_Request, std::string("The request has more than one ") + name + ".");
    auto const hosts = count("Host");
    if (hosts > 1 || (hosts == 0 && !http_1_0_) || (hosts == 1 && !is_authority(request_.header("Host"))))
        return refuse(Code::Bad_Request, "The request must have exactly one valid Host.");
    auto const lengths = count("Content-Length");
    auto const length = request_.header("Content-Length");
    bool const is_number =
        !length.empty() && length.find_first_not_of("0123456789") == std::string_view::npos;
    if (lengths > 1 || (lengths == 1 && !is_number))
        return refuse(Code::Bad_Request, "The request's Content-Length isn't a single number.");
    auto const codings = count("Transfer-Encoding");
    if (codings > 0 && (lengths > 0 || codings > 1 || http_1_0_))
        return refuse(Code::Bad_Request,
                      "The request's length is ambiguous. Send either Content-Length or, with HTTP/1.1, one "
                      "Transfer-Encoding.");
    if (codings == 1 && !equal_ignoring_case(request_.header("Transfer-Encoding"), "chunked"))
        return refuse(Code::Not_Implemented, "The only supported Transfer-Encoding is chunked.");
    has_body_ = !parser_->beast.is_done();
    return Progress::done;
}

RequestReader::Progress RequestReader::check_target()
{
    auto& path = request_.path;
    if (path.size() > limits_.target_bytes)
        return refuse(Code::RequestURI_Too_Long, "The requested address is too long.");
    // The absolute form is meant for proxies, but every server must accept it (RFC 9112 §3.2.2).
    constexpr std::string_view kScheme = "http://";
    if (equal_ignoring_case(std::string_view(path).substr(0, kScheme.size()), kScheme)) {
        auto const slash = path.find_first_of("/?", kScheme.size());
        if (!is_authority(std::string_view(path).substr(0, slash).substr(kScheme.size())))
            return refuse(Code::Bad_Request, "The requested address isn't valid.");
        path = slash == std::string::npos ? "/" : path.substr(slash);
        if (path.front() == '?')
            path.insert(0, "/");
    }
    bool const asks_server = path == "*" && request_.method == http::Method::options;
    if (auto const mark = path.find('?'); mark != std::string::npos) {
        request_.query = path.substr(mark + 1);
        path.resize(mark);
    }
    bool const is_valid = path.starts_with('/') && consists_of(is_path_letter, path) &&
                          consists_of(is_query_letter, request_.query);
    return asks_server || is_valid ? Progress::done
                                   : refuse(Code::Bad_Request, "The requested address isn't valid.");
}

RequestReader::Progress RequestReader::check_expectation()
{
    auto const expectation = request_.header("Expect");
    if (expectation.empty() || http_1_0_)
        return Progress::done;
    if (!equal_ignoring_case(expectation, "100-continue"))
        return refuse(Code::Expectation_Failed, "The only supported Expect is 100-continue.");
    expects_continue_ = has_body_;
    return Progress::done;
}

RequestReader::Progress RequestReader::read_body(std::string& input, std::size_t max_bytes)
{
    auto& parser = parser_->beast;
    auto const too_large = [&] {
        return refuse(Code::Request_Entity_Too_Large,
                      "The body is larger than the " + std::to_string(max_bytes) + " bytes allowed here.");
    };
    if (auto const declared = parser.content_length(); declared && *declared > max_bytes)
        return too_large();
    // Set only once: Beast decreases the limit as chunks arrive.
    if (!std::exchange(body_started_, true))
        parser.body_limit(max_bytes);
    std::size_t used = 0;
    while (!parser.is_done()) {
        // Beast 1.81 fails an assertion if the input ends right after the last chunk's size.
        if (parser.chunked() && input.size() - used < kShortestChunksEnd)
            break;
        boost::beast::error_code code;
        auto const taken = parser_->put(std::string_view(input).substr(used), code);
        used += taken;
        if (code == beast::error::body_limit)
            return too_large();
        if (code && code != beast::error::need_more)
            return refuse(Code::Bad_Request, "The body's chunks aren't valid HTTP.");
        if (code == beast::error::need_more || taken == 0)
            break;
    }
    input.erase(0, used);
    if (!parser.is_done() && input.size() > kMaxChunkLine)
        return refuse(Code::Bad_Request, "A chunk's extensions or the trailers are too long.");
    return parser.is_done() ? Progress::done : Progress::needs_more;
}

std::size_t RequestReader::body_bytes() const
{
    return parser_ ? parser_->beast.get().body().size() : 0;
}

std::size_t RequestReader::declared_bytes() const
{
    return parser_ ? parser_->beast.content_length().value_or(0) : 0;
}

http::Request RequestReader::take()
{
    request_.body = std::move(parser_->beast.get().body());
    auto request = std::move(request_);
    forget();
    return request;
}

}  // namespace rmirror::wire
