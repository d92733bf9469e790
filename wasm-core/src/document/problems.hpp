// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects sentences about what could not be read, and limits their number however broken the files are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror {

class Problems {
public:
    void add(std::string sentence)
    {
        ++count_;
        if (count_ <= kListed)
            sentences_.push_back(std::move(sentence));
    }

    std::vector<std::string> take()
    {
        if (count_ > kListed)
            sentences_.push_back(std::to_string(count_ - kListed) + " more problems are not listed");
        return std::move(sentences_);
    }

private:
    static constexpr std::size_t kListed = 50;
    std::vector<std::string> sentences_;
    std::size_t count_ = 0;
};

}  // namespace rmirror
