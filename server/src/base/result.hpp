// SPDX-License-Identifier: AGPL-3.0-or-later
// The result of functions that can fail for a reason that a person should read.
#pragma once

#include "value_or.hpp"

#include <string>

namespace rmirror {

/// Why something was refused: a complete English sentence, or a part of one where the function says so.
struct Refusal {
    std::string sentence;
};

template <>
void FreeError<Refusal>::operator()(Refusal* refusal) const;
template <>
ErrorPointer<Refusal> on_its_way(Refusal refusal);

template <typename T>
using Result = ValueOr<T, Refusal>;

}  // namespace rmirror
