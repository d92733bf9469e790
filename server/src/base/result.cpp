// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/result.hpp"

namespace rmirror {

template <>
void FreeError<Refusal>::operator()(Refusal* refusal) const
{
    delete refusal;
}

template <>
ErrorPointer<Refusal> on_its_way(Refusal refusal)
{
    return ErrorPointer<Refusal>(new Refusal(std::move(refusal)));
}

}  // namespace rmirror
