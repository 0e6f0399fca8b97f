"""The domino engine, on plain values and arrays: no database, no page. Exact in whole minutes.

From files to results::

    read = reading.territory(services_file, dependencies_file)   # read.services, .dependencies, .problems
    town = model.compile(read.services, read.dependencies)
    plan = reading_plan.schedule(schedule_file, read.services)   # plan.outages, .events, .problems
    losses = run.run(town, plan.outages, horizon)                # horizon in minutes
    tally.tally(town, losses)                                    # person-hours by place, vulnerability, kind
    tally.breaks(town, losses)                                   # first loss of each vital function
    why.chain(losses, service)                                   # from a loss to the outage that began it
    draws.draw(town, plan.outages, horizon, 1000, seed)          # Monte-Carlo; draws.band(...) of any column
    ranking.single(town, horizon), ranking.pairs(...)            # N-1, N-2
    tornado.tornado(town, plan.outages, horizon)
    reading_plan.read_measures(file, read.services), measures.compare(town, plan.outages, horizon, [...])
    deadlocks.after(town, losses.down_at(horizon - 1)), deadlocks.black_start(town)
    equity.of_outages(town, plan.outages, horizon)
    schedule.belgian(days), schedule.french(feeders, days), schedule.outages(services, cuts)

Services, suppliers and outages are rows, counted from 0; `services.ids[row]` names one. `draws` and `ranking` take
`workers=` (processes) or `cluster=` (a Dask client), which change nothing of what is found. `reach` gives the outages
of a network in which supply comes by a path; `inoperability` is the input-output model, beside.

What a run computes
-------------------

*Time* is whole minutes from the start; a state holds from its minute to the next, so that an outage from 18:00 to
20:00 is over at 20:00. Everybody is up before minute 0, every reserve is full.

*Gates.* A service needs every one of its gates. A gate holds when enough of its suppliers are up: all, any, k of n;
"one in each network" is an "any" for each network among the suppliers. An "all" whose rows have no group is one gate
for each row, each with its own reserve.

*Reserves.* While its gate does not hold, a reserve of `autonomy` minutes is drawn; when it is empty the gate is shut,
and the service is lost. Supply that is back before that costs nothing but what was drawn. While the gate holds the
reserve fills again: at once, or a minute for each `refill` minutes of supply, so that a cut each evening may find it
less full each time. A supplier that takes the place of another in the same minute leaves no gap.

*Services.* A service is lost when an outage hits it or a gate is shut. Once neither keeps it out, it is up again after
its `restart` minutes, if nothing keeps it out meanwhile; what is left of its reserves may cover them.

*Later.* A measure may begin on the way (`later`): a reserve that arrives is full from its minute, and opens a gate that
was shut; what is sheltered is out no longer.

*Loops.* Among all that may be said of one minute, this is taken: the greatest set of services that were up and can stay
so, together with the least set of returns that this set proves. No loss without a proved cause: services that feed one
another stay up while something else feeds them or nobody fails. No return without a proved supplier: services that wait
for one another stay down (`deadlocks`). The set is unique: more supply never shuts a gate.

*Wave* 0 is what an outage hit, n + 1 what was lost because of a loss of wave n; of several suppliers that fail in the
same minute the cause is the one of the least wave, then the first row. The *cause* of a loss is the supplier whose loss
broke the gate, at that minute: the one after which too few were left. *Person-hours* are people times hours, service by
service, within the horizon.
"""
