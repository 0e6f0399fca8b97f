"""What stands before every form that anybody may send, without an account.

A *visitor* is somebody's network, as a hash of the day, and how much it has sent in this hour. A form carries a *stamp*
(when it was given out), a field that people do not see, a key against double sending and, when the network is *warm*,
a *proof* of work that a script solves. No address is kept, nobody else is asked.
"""
