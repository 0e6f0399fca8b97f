"""What falls when something fails, how long after, for whom, and what would change it.

A *service* is what people use or what serves another: a feeder, a mast, a pump, a care home. A *dependency* says that a
service needs a *supplier*; dependencies of one service meet in *gates*: all of them, any of them, k of n, one in each
network. Behind a gate stands a *reserve*, full at first: its *autonomy* is how long it lasts once the gate no longer
holds, and its *refill* how long supply takes to fill it again. An *outage* cuts a service from outside; a *rotation*
cuts *tranches* in turn. A *loss* is a stretch of time in which a service is down; its *wave* tells how far from the
outage it is, and its *cause* which supplier broke the gate. A *deadlock* is a loop whose services wait for one another
to restart. A *measure* changes the territory; its benefit is counted in *person-hours* without service.
"""
