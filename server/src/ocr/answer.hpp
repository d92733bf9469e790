// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a model wrote about pages. It is data from a stranger: bounded, checked, never obeyed.
#pragma once

#include "ocr/failure.hpp"
#include "ocr/provider.hpp"

#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// `text` is JSON by shared/ocr/schema.json. One answer for each page: what is wrong with one costs none of
/// the others. Numbers out of their range are brought into it, characters that PostgreSQL cannot hold left
/// out; what lacks a member or has another type is a bad answer.
std::vector<Answer> read_answer(Service const& service, std::vector<Page> const& pages,
                                std::string_view text);

}  // namespace rmirror::ocr
