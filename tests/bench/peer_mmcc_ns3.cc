/* SPDX-License-Identifier: MIT */
/*
 * The same as peer_mmcc_heap.py on the scheduler of ns-3 (Debian package libns3-dev).
 *
 * usage: peer_mmcc_ns3 CIRCUITS ERLANG ARRIVALS BATCHES SEED SCHEDULER
 */
#include "ns3/core-module.h"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <vector>

namespace
{
constexpr double HOLDING = 100; /* seconds: ns-3 counts nanoseconds */

class Group
{
public:
	Group(unsigned circuits, double erlang, std::uint64_t arrivals, std::size_t batches)
		: free_(circuits), left_(arrivals), arrivals_(arrivals), lost_(batches),
		  gap_(ns3::CreateObject<ns3::ExponentialRandomVariable>()),
		  holding_(ns3::CreateObject<ns3::ExponentialRandomVariable>())
	{
		gap_->SetAttribute("Mean", ns3::DoubleValue(HOLDING / erlang));
		holding_->SetAttribute("Mean", ns3::DoubleValue(HOLDING));
		await();
	}

	const std::vector<std::uint64_t> &lost() const { return lost_; }

private:
	void await() { ns3::Simulator::Schedule(ns3::Seconds(gap_->GetValue()), &Group::arrive, this); }

	void arrive()
	{
		const std::uint64_t number = arrivals_ - left_;

		if (free_ > 0) {
			free_--;
			ns3::Simulator::Schedule(ns3::Seconds(holding_->GetValue()), &Group::leave, this);
		} else {
			lost_[number * lost_.size() / arrivals_]++;
		}
		if (--left_ > 0)
			await();
	}

	void leave() { free_++; }

	unsigned free_;
	std::uint64_t left_;
	const std::uint64_t arrivals_;
	std::vector<std::uint64_t> lost_;
	ns3::Ptr<ns3::ExponentialRandomVariable> gap_, holding_;
};
}

int main(int argc, char **argv)
{
	if (argc != 7)
		return 2;
	ns3::ObjectFactory scheduler;
	scheduler.SetTypeId(argv[6]);
	ns3::Simulator::SetScheduler(scheduler);
	ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(std::atoi(argv[5])));
	Group group(static_cast<unsigned>(std::atoi(argv[1])), std::atof(argv[2]), std::strtoull(argv[3], nullptr, 10),
		static_cast<std::size_t>(std::atoi(argv[4])));
	ns3::Simulator::Run();
	for (std::uint64_t lost : group.lost())
		std::cout << lost << '\n';
	ns3::Simulator::Destroy();
}
