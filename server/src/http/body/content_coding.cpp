// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body/content_coding.hpp"

#include "base/trimmed.hpp"
#include "http/problem.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace rmirror::http {

namespace {

constexpr int kGzipWindow = 15 + 16;

/// zlib's byte counts are 32 bits wide, so longer buffers are processed in slices of this size.
constexpr std::size_t kMaxAtOnce = 1U << 30U;

std::string coding_of(Request const& request)
{
    return request.header_list("Content-Encoding");
}

/// "x-gzip" is an alias of "gzip" (RFC 9110 §8.4.1.3).
bool is_gzip(std::string_view coding)
{
    return equal_ignoring_case(trimmed(coding), "gzip") || equal_ignoring_case(trimmed(coding), "x-gzip");
}

bool is_none(std::string_view coding)
{
    return listed(coding).empty() || equal_ignoring_case(trimmed(coding), "identity");
}

enum class End { complete, too_large, cut, damaged };

/// Decompresses a gzip body one buffer at a time.
class Gunzip {
public:
    explicit Gunzip(std::string_view packed) : packed_(packed)
    {
        if (inflateInit2(&stream_, kGzipWindow) != Z_OK)
            throw std::bad_alloc();
    }
    ~Gunzip() { inflateEnd(&stream_); }
    Gunzip(Gunzip const&) = delete;
    Gunzip& operator=(Gunzip const&) = delete;

    /// Returns the number of bytes written to `buffer`. It is less than `size` only at the end of the data;
    /// end() then says why.
    std::size_t read(char* buffer, std::size_t size)
    {
        std::size_t written = 0;
        while (written < size && !end_) {
            auto const room = static_cast<uInt>(std::min(size - written, kMaxAtOnce));
            stream_.next_out = reinterpret_cast<Bytef*>(buffer + written);
            stream_.avail_out = room;
            step();
            written += room - stream_.avail_out;
        }
        return written;
    }

    std::optional<End> end() const { return end_; }

private:
    void step()
    {
        if (stream_.avail_in == 0 && !packed_.empty()) {
            auto const next = packed_.substr(0, kMaxAtOnce);
            packed_.remove_prefix(next.size());
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next.data()));
            stream_.avail_in = static_cast<uInt>(next.size());
        }
        switch (inflate(&stream_, Z_NO_FLUSH)) {
            case Z_OK:
                return;
            case Z_STREAM_END:
                if (stream_.avail_in == 0 && packed_.empty())
                    end_ = End::complete;
                else if (inflateReset(&stream_) != Z_OK)
                    end_ = End::damaged;
                return;
            case Z_MEM_ERROR:
                throw std::bad_alloc();
            case Z_BUF_ERROR:
                end_ = End::cut;  // zlib can't continue without more input.
                return;
            default:
                end_ = End::damaged;
        }
    }

    std::string_view packed_;  // Input that hasn't been given to zlib yet.
    z_stream stream_{};
    std::optional<End> end_;
};

struct Measured {
    End end;
    std::size_t bytes;
};

Measured measure(std::string_view packed, std::size_t max_bytes)
{
    std::array<char, 64U << 10U> buffer;
    Gunzip gunzip(packed);
    std::size_t bytes = 0;
    while (!gunzip.end()) {
        bytes += gunzip.read(buffer.data(), buffer.size());
        if (bytes > max_bytes)
            return {End::too_large, bytes};
    }
    return {*gunzip.end(), bytes};
}

std::optional<Reply> refusal_of(End end, std::size_t max_bytes)
{
    switch (end) {
        case End::complete:
            return std::nullopt;
        case End::too_large:
            return problem(Code::Request_Entity_Too_Large, "Unpacked, the body is larger than the " +
                                                               std::to_string(max_bytes) +
                                                               " bytes allowed here.");
        case End::cut:
            return problem(Code::Bad_Request,
                           "The body can't be unpacked: its gzip data ends early. Send it again.");
        case End::damaged:
            break;
    }
    return problem(Code::Bad_Request, "The body can't be unpacked: it isn't valid gzip data.");
}

/// The lower of the route's limit and what the owner's memory limit leaves beside the compressed body.
std::size_t max_unpacked(Request const& request, std::size_t max_bytes)
{
    if (!request.body_share)
        return max_bytes;
    auto const max = request.body_share->max();
    return std::min(max_bytes, max - std::min(max, request.body.size()));
}

}  // namespace

std::optional<Reply> check_content_encoding(Request const& head)
{
    auto const coding = coding_of(head);
    if (is_none(coding) || is_gzip(coding))
        return std::nullopt;
    return problem(Code::Unsupported_Media_Type, "The only supported Content-Encoding is gzip.")
        .with("Accept-Encoding", "gzip");
}

/// Decompresses twice, first only to measure: the length stated in the gzip trailer is the sender's claim,
/// and a growing string would take up to three times its length.
std::optional<Reply> decompress_body(Request& request, std::size_t max_bytes)
{
    if (!is_gzip(coding_of(request)))
        return std::nullopt;
    auto const max = max_unpacked(request, max_bytes);
    auto const measured = measure(request.body, max);
    if (auto refusal = refusal_of(measured.end, max))
        return refusal;
    auto& share = request.body_share;
    if (share && !share->grow_to(request.body.size() + measured.bytes))
        return body_memory_exhausted();
    std::string unpacked(measured.bytes, '\0');
    Gunzip(request.body).read(unpacked.data(), unpacked.size());
    request.body = std::move(unpacked);
    if (share)
        share->shrink_to(request.body.size());
    return std::nullopt;
}

}  // namespace rmirror::http
