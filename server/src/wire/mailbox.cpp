// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/mailbox.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace rmirror::http {

Mailbox::Mailbox() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (descriptor_ < 0)
        throw std::runtime_error("no event descriptor is to be had");
}

Mailbox::~Mailbox()
{
    ::close(descriptor_);
}

void Mailbox::post(Letter letter)
{
    {
        std::lock_guard const lock(mutex_);
        if (!closed_) {
            bool const was_empty = letters_.empty();
            letters_.push_back(std::move(letter));
            if (was_empty && owner_ != std::this_thread::get_id())
                wake();
            return;
        }
    }
    letter.action(nullptr);
}

void Mailbox::wake() const
{
    std::uint64_t const one = 1;
    // It can only fail when the counter is full, and then the loop is awake already.
    [[maybe_unused]] auto const written = ::write(descriptor_, &one, sizeof one);
}

void Mailbox::hush() const
{
    std::uint64_t count = 0;
    [[maybe_unused]] auto const read = ::read(descriptor_, &count, sizeof count);
}

std::vector<Letter> Mailbox::collect()
{
    std::lock_guard const lock(mutex_);
    return std::exchange(letters_, {});
}

void Mailbox::own_by_this_thread()
{
    std::lock_guard const lock(mutex_);
    owner_ = std::this_thread::get_id();
}

void Mailbox::close()
{
    std::vector<Letter> late;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        late = std::exchange(letters_, {});
    }
    for (auto& letter : late)
        letter.action(nullptr);
}

}  // namespace rmirror::http
