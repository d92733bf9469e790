// SPDX-License-Identifier: AGPL-3.0-or-later
#include "json_stack.hpp"

#include "json.hpp"

#include <algorithm>
#include <array>

namespace rmirror {

namespace {

class StackScan {
public:
    explicit StackScan(std::string_view text) : text_(text) {}

    std::size_t values()
    {
        while (at_ < text_.size() && read())
            continue;
        return max_;
    }

private:
    /// Returns false where the parser would give up.
    bool read()
    {
        switch (text_[at_]) {
            case '"':
                return read_string();
            case '[':
            case '{':
                return open();
            case ']':
            case '}':
                return close();
            case ',':
            case ':':
            case ' ':
            case '\t':
            case '\r':
            case '\n':
                ++at_;
                return true;
            default:
                at_ = std::min(text_.find_first_of(",:]} \t\r\n", at_), text_.size());
                push();
                return true;
        }
    }

    void push(std::size_t room_above = 0)
    {
        ++height_;
        max_ = std::max(max_, height_ + room_above);
    }

    /// The parser unescapes a string in the free part of the stack, above its top.
    bool read_string()
    {
        auto const begin = ++at_;
        bool has_escapes = false;
        for (at_ = text_.find_first_of("\"\\", at_); at_ < text_.size() && text_[at_] == '\\';
             at_ = text_.find_first_of("\"\\", std::min(at_ + 2, text_.size())))
            has_escapes = true;
        at_ = std::min(at_, text_.size());
        push(has_escapes ? (at_ - begin) / sizeof(boost::json::value) + 1 : 0);
        ++at_;
        return true;
    }

    bool open()
    {
        if (depth_ == below_.size())
            return false;
        below_[depth_++] = height_;
        ++at_;
        return true;
    }

    bool close()
    {
        if (depth_ == 0)
            return false;
        height_ = below_[--depth_];
        push();
        ++at_;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t height_ = 0;
    std::size_t max_ = 0;
    std::size_t depth_ = 0;
    std::array<std::size_t, kMaxJsonDepth> below_{};  // The height at each open bracket.
};

}  // namespace

std::size_t json_stack_bytes(std::string_view text)
{
    // One more, because the parser makes room for a value before it knows whether there is one.
    return (StackScan(text).values() + 1) * sizeof(boost::json::value);
}

}  // namespace rmirror
